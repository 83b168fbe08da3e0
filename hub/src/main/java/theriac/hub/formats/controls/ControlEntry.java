package theriac.hub.formats.controls;

import java.time.Instant;
import java.util.Optional;
import theriac.stix.value.NormalValue;

/// A value to act upon, and what a consumer may show of it.
///
/// @param id STIX id of an indicator that names it
/// @param name of that indicator, as received; "" when it has none
/// @param confidence 0 to 100; -1: nobody says
/// @param json that indicator as received; "" unless the format asks for it
/// @param until when it ends by itself; empty: never
public record ControlEntry(
        NormalValue value, String id, String name, int confidence, String json, Optional<Instant> until) {}
