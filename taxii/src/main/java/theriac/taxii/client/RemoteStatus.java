package theriac.taxii.client;

import java.util.List;

/// What another server made of a submission.
///
/// @param id names it for [TaxiiClient#status]
/// @param failures those that the server names; it may count more
public record RemoteStatus(String id, State state, long successes, long failures, long pendings, List<Failure> failed) {

    /// Whether the server is done.
    public enum State {
        COMPLETE,
        PENDING
    }

    /// One object that the server did not take.
    public record Failure(String id, String version, String message) {}

    public RemoteStatus {
        failed = List.copyOf(failed);
    }
}
