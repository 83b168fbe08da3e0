package theriac.hub.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixId;

/// A legal body that takes part.
///
/// @param key internal; never leaves the hub
/// @param id as others see it
/// @param kind `cert`, `hospital`, `gp`, `mental-care`, `lab`, `pharmacy`, `insurer`, `supplier`, `partner`,
/// `security-firm`
/// @param size `small` (under 50 people), `medium` (under 250) or `large`; empty: not known
/// @param identity the STIX identity that stands for it
/// @param language `nl` or `en`: in which it wants its warnings
/// @param mail where warnings go; empty: portal and machines only
/// @param closedAt since when its people and keys are refused and nobody acts for it; empty: it takes part
public record Organization(
        long key,
        UUID id,
        String name,
        String kind,
        Optional<String> size,
        StixId identity,
        String language,
        Optional<String> mail,
        Optional<Instant> closedAt) {

    /// Whether warnings are for it: everyone in the constituency, so neither the CERT itself, nor partners, nor firms.
    public boolean isMember() {
        return switch (kind) {
            case "cert", "partner", "security-firm" -> false;
            default -> true;
        };
    }

    /// The body that runs the hub.
    public boolean isCert() {
        return kind.equals("cert");
    }
}
