package theriac.taxii.server;

import java.time.Instant;
import java.util.List;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// What one POST brought, read and sorted, nothing stored yet.
///
/// @param requestedAt when the request arrived
/// @param candidates objects to take in, in the sender's order; doubles are possible
/// @param refused objects that the server could not accept; the port copies them into the status as failures
public record Submission(Instant requestedAt, List<Candidate> candidates, List<SubmissionStatus.Detail> refused) {

    /// One object with its exact source text.
    ///
    /// @param findings what the reader noticed, such as a repeated property; never a reason to refuse
    public record Candidate(StixObject object, List<Finding> findings) {

        /// The version as TAXII names it.
        public String version() {
            String own = object.version();
            return own.isEmpty() ? ManifestRecord.UNVERSIONED : own;
        }
    }

    public Submission {
        candidates = List.copyOf(candidates);
        refused = List.copyOf(refused);
    }
}
