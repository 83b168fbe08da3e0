package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.stix.value.NormalValue;

/// Single reports for other parts of the hub, as one viewer may see them. Thread-safe.
public final class ReportedMessages {

    private final Intake intake;

    public ReportedMessages(Intake intake) {
        this.intake = intake;
    }

    /// @param brand the name that was borrowed, or ""
    /// @param suspects values that may become indicators, look-alikes first
    /// @param organization whose report it is; "" when the name is not passed on to the viewer
    public record Message(
            UUID id,
            Instant receivedAt,
            String channel,
            String text,
            String brand,
            List<NormalValue> suspects,
            String organization) {}

    /// Empty when the report is absent or hidden from the viewer.
    public Optional<Message> find(Viewer viewer, UUID id) {
        try {
            return Optional.of(message(intake.load(viewer, id)));
        } catch (Problem absent) {
            if (absent.code() == Problem.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }

    private static Message message(Intake.Read read) {
        var report = read.report();
        var suspects = MessageReader.suspects(read.reading());
        var brand = suspects.stream()
                .flatMap(found -> found.lookalike().stream())
                .map(Lookalike::brand)
                .findFirst()
                .or(() -> read.reading().brands().stream().findFirst())
                .orElse("");
        return new Message(
                report.id(),
                report.receivedAt(),
                report.channel(),
                report.text(),
                brand,
                suspects.stream().map(Reading.Found::value).distinct().toList(),
                report.organizationName());
    }
}
