package theriac.hub.sharing;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Sha256;

/// The ids of an organisation's collections: the same for ever, without a table, and guessable by nobody who
/// does not know the organisation's own id. They have the form of a random UUID, as TAXII 2.1 §5.1 asks.
public final class CollectionIds {

    private CollectionIds() {}

    /// What this organisation may have of indicators: what a scout and a firewall want.
    public static UUID indicators(UUID organization) {
        return of(organization, "indicators");
    }

    /// Everything that this organisation may have.
    public static UUID intelligence(UUID organization) {
        return of(organization, "intelligence");
    }

    /// Where this organisation's sightings go.
    public static UUID sightings(UUID organization) {
        return of(organization, "sightings");
    }

    /// What this organisation sends in, to be read and taken back by itself.
    public static UUID submissions(UUID organization) {
        return of(organization, "submissions");
    }

    /// What a client calls a collection; empty for what is no UUID in full.
    static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException alias) {
            return Optional.empty();
        }
    }

    static UUID of(UUID organization, String name) {
        var bytes = ByteBuffer.wrap(Sha256.of(name + organization));
        long high = bytes.getLong() & ~0xF000L | 0x4000L;
        long low = bytes.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
