package theriac.scout;

import java.time.Instant;
import java.util.Optional;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// What a scout remembers between runs, one small file that is replaced as a whole.
///
/// @param hub address that all of this is about; another hub begins from nothing
/// @param profile as the hub last told it
/// @param base number of the base file, 0 when there is none
/// @param overlay number of the overlay file, 0 when there is none
/// @param position everything up to here is in the set on disk; empty before the first synchronisation
/// @param confirmed everything up to here is confirmed to the hub
/// @param syncedAt when the hub last answered a poll completely
record ScoutState(
        String hub,
        Optional<Profile> profile,
        long base,
        long overlay,
        Optional<Instant> position,
        Optional<Instant> confirmed,
        Optional<Instant> syncedAt) {

    static ScoutState fresh(String hub) {
        return new ScoutState(hub, Optional.empty(), 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ScoutState withProfile(Profile told) {
        return new ScoutState(hub, Optional.of(told), base, overlay, position, confirmed, syncedAt);
    }

    ScoutState withSet(long newBase, long newOverlay, Optional<Instant> reached) {
        return new ScoutState(hub, profile, newBase, newOverlay, reached, confirmed, syncedAt);
    }

    ScoutState withConfirmed(Instant reached) {
        return new ScoutState(hub, profile, base, overlay, position, Optional.of(reached), syncedAt);
    }

    ScoutState withSyncedAt(Instant moment) {
        return new ScoutState(hub, profile, base, overlay, position, confirmed, Optional.of(moment));
    }

    static Optional<ScoutState> parse(String text) {
        return Json.parse(text, JsonLimits.standard()).object().flatMap(ScoutState::of);
    }

    private static Optional<ScoutState> of(JsonObject json) {
        return json.text("hub")
                .map(hub -> new ScoutState(
                        hub,
                        json.object("profile").flatMap(Profile::parse),
                        json.integer("base").orElse(0),
                        json.integer("overlay").orElse(0),
                        instant(json, "position"),
                        instant(json, "confirmed"),
                        instant(json, "syncedAt")));
    }

    private static Optional<Instant> instant(JsonObject json, String name) {
        return json.text(name).map(Instant::parse);
    }

    String text() {
        JsonObject.Builder json =
                JsonObject.builder().put("hub", hub).put("base", base).put("overlay", overlay);
        profile.ifPresent(told -> json.put("profile", told.json()));
        position.ifPresent(at -> json.put("position", at.toString()));
        confirmed.ifPresent(at -> json.put("confirmed", at.toString()));
        syncedAt.ifPresent(at -> json.put("syncedAt", at.toString()));
        return Json.write(json.build());
    }
}
