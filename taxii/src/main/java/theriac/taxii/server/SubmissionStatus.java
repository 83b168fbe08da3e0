package theriac.taxii.server;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What became of a POST (TAXII 2.1 §4.3). Kept for at least a day after it is complete, for the submitter alone.
///
/// The counts are those of the lists; `complete` when nothing is pending.
///
/// @param id UUID version 4
/// @param requestedAt when the POST arrived
public record SubmissionStatus(
        UUID id, Instant requestedAt, List<Detail> successes, List<Detail> failures, List<Detail> pendings) {

    /// One object's fate.
    ///
    /// @param id STIX id
    /// @param version as in [ManifestRecord#version]
    /// @param message why it failed; empty when there is nothing to say
    public record Detail(String id, String version, String message) {

        public Detail {
            version = version.isEmpty() ? ManifestRecord.UNVERSIONED : version;
        }

        public static Detail of(String id, String version) {
            return new Detail(id, version, "");
        }
    }

    public SubmissionStatus {
        successes = List.copyOf(successes);
        failures = List.copyOf(failures);
        pendings = List.copyOf(pendings);
    }

    public boolean isComplete() {
        return pendings.isEmpty();
    }
}
