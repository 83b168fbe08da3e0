package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// The desk, as far as a draft needs it. `app` hands it over.
public interface Reports {

    /// What a draft can say about a report.
    ///
    /// @param channel `sms`, `mail`…
    /// @param brand the name that was borrowed, or ""
    /// @param lookalike the address that imitates it, or ""
    /// @param amounts sums of money as written
    /// @param remarks names of the desk's rules that apply
    /// @param suspects values that may become indicators
    record Material(
            UUID report,
            Instant reportedAt,
            String channel,
            String brand,
            String lookalike,
            List<String> amounts,
            List<String> remarks,
            List<NormalValue> suspects) {}

    /// Takes the report for a draft: it is drafted when the caller's transaction commits.
    ///
    /// @throws theriac.hub.core.Problem when it is absent or hidden, or already decided
    Material draft(Viewer.Party analyst, UUID report, UUID publication);

    /// The draft of a report was thrown away: the report waits at the desk again. Joins the caller's
    /// transaction.
    void released(UUID report, UUID publication);

    /// The draft is back: the report is drafted again, unless somebody decided about it meanwhile.
    /// Joins the caller's transaction.
    void takenAgain(UUID report, UUID publication);
}
