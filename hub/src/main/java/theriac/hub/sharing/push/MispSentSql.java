package theriac.hub.sharing.push;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import theriac.hub.db.Database;
import theriac.stix.StixId;

/// Statements over `push_thing`: what a MISP server was given.
final class MispSentSql {

    private final Database database;

    MispSentSql(Database database) {
        this.database = database;
    }

    /// The digest of what it was given of a thing; empty: nothing yet.
    Optional<byte[]> find(long destination, StixId thing) {
        return database.jdbc()
                .sql("select digest from push_thing where destination_id = :key and thing = :thing")
                .param("key", destination)
                .param("thing", thing.text())
                .query(byte[].class)
                .optional();
    }

    /// Those of these things of which it was given something.
    Set<String> given(long destination, Collection<String> things) {
        return new HashSet<>(database.jdbc()
                .sql("select thing from push_thing where destination_id = :key and thing = any(:things)")
                .param("key", destination)
                .param("things", things.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    void save(long destination, StixId thing, byte[] digest, Instant now) {
        database.jdbc()
                .sql("""
                        insert into push_thing (destination_id, thing, digest, at) values (:key, :thing, :digest, :at)
                        on conflict (destination_id, thing) do update set digest = excluded.digest, at = excluded.at""")
                .param("key", destination)
                .param("thing", thing.text())
                .param("digest", digest)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(long destination, StixId thing) {
        database.jdbc()
                .sql("delete from push_thing where destination_id = :key and thing = :thing")
                .param("key", destination)
                .param("thing", thing.text())
                .update();
    }
}
