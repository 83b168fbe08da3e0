package theriac.hub.accounts;

import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixId;

/// A legal body that takes part.
///
/// @param key internal; never leaves the hub
/// @param id as others see it
/// @param kind `cert`, `hospital`, `gp`, `mental-care`, `lab`, `pharmacy`, `insurer`, `supplier`, `partner`,
/// `security-firm`
/// @param identity the STIX identity that stands for it
/// @param language `nl` or `en`: in which it wants its warnings
/// @param mail where warnings go; empty: portal and machines only
public record Organization(
        long key, UUID id, String name, String kind, StixId identity, String language, Optional<String> mail) {

    /// Whether warnings are for it: everyone in the constituency, so neither the CERT itself, nor partners, nor firms.
    public boolean isMember() {
        return switch (kind) {
            case "cert", "partner", "security-firm" -> false;
            default -> true;
        };
    }
}
