package theriac.hub.audit;

import java.time.Instant;
import java.util.List;

/// A place elsewhere that has the audit trail too, so that whoever owns this machine does not own its
/// history. Used by one thread at a time.
public interface AuditCopy {

    /// A row on its way. Details are not sent: what must be erased here one day would stay there.
    ///
    /// @param text its hash in hex, a blank, and its line, as [AuditChain] says
    record Sent(long seq, Instant at, String text) {}

    /// What tells this copy from others on the same database.
    String name();

    /// Has taken the rows for good when it returns.
    ///
    /// @throws AuditCopyFailed when it could not; they are sent again later
    void send(List<Sent> rows);

    /// The copy is out of reach. The trail goes on and the copy catches up.
    final class AuditCopyFailed extends RuntimeException {
        AuditCopyFailed(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
