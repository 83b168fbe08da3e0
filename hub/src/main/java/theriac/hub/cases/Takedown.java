package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.value.NormalValue;

/// What is to disappear from the internet.
///
/// @param brand whom it imitates; "" when nobody
/// @param report from which the value was taken; empty: it was typed
record Takedown(NormalValue value, String brand, Instant firstSeen, Optional<UUID> report) {

    /// Who can let something disappear, in the order in which one asks (the registry last).
    static final List<String> ROLES = List.of("site", "host", "registrar", "registry", "other");
}
