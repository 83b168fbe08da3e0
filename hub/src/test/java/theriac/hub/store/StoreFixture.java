package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A store with three organisations (the CERT, two hospitals) and short ways to say things in tests.
final class StoreFixture implements AutoCloseable {

    final Database database;
    final Store store;
    final long cert;
    final long north;
    final long south;

    StoreFixture(Database database) {
        this(database, Clock.systemUTC());
    }

    StoreFixture(Database database, Clock clock) {
        this.database = database;
        this.store = Store.open(database, clock);
        this.cert = organization("CERT", "cert");
        this.north = organization("North hospital", "member");
        this.south = organization("South hospital", "member");
    }

    private long organization(String name, String kind) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return database.jdbc()
                .sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (:id, :name, :kind, :identity, :now)
                        on conflict (public_id) do update set name = excluded.name returning id""")
                .param("id", id)
                .param("name", name)
                .param("kind", kind)
                .param("identity", "identity--" + id)
                .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    static Viewer member(long organization) {
        return new Viewer.Party(
                "member " + organization, 0, organization, Set.of(), Set.of(organization), Set.of(), Set.of());
    }

    static Viewer all() {
        return Viewer.system("test");
    }

    long source(String name, long organization) {
        return store.sources()
                .register(new NewSource(organization, name, "stix", Audience.undecided(organization)))
                .key();
    }

    ClaimResult claim(long source, Audience audience, StixObject... objects) {
        return store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        List.of(objects).stream()
                                .map(o -> new Candidate(o, audience))
                                .toList()));
    }

    /// Gives what a source says now about an object another audience, as overrides do, whoever owns the
    /// two.
    void redirect(StixId id, long source, Audience audience) {
        var ledger = store.ledger();
        ledger.preparePartitions();
        database.inTransaction(() -> {
            long first = ledger.begin();
            var keys = database.jdbc()
                    .sql("select key from object where stix_id = :id")
                    .param("id", id.text())
                    .query(Long.class)
                    .list();
            long used = keys.isEmpty() ? 0 : redirect(keys.getFirst(), source, audience, first);
            return used == 0 ? first : ledger.end(first + used - 1);
        });
    }

    private long redirect(long object, long source, Audience audience, long first) {
        var told = database.jdbc()
                .sql("select version_key from claim where object_key = :object and source_id = :source")
                .param("object", object)
                .param("source", source)
                .query((row, n) -> new OverrideSql.Told(row.getLong(1), source, 0, 0, true))
                .list();
        long wanted = store.audiences().intern(audience);
        var why = new Claims.Why("test", Optional.empty(), "test");
        return new WithdrawalSql(database).redirect(object, told, Collections.nCopies(told.size(), wanted), first, why);
    }

    static Audience green(long owner) {
        return Audience.of(Tlp.GREEN, owner);
    }

    static Audience strict(long owner) {
        return Audience.of(Tlp.AMBER_STRICT, owner);
    }

    List<Change> changes(Viewer viewer) {
        return store.changes().page(viewer, ChangeQuery.first(10_000)).changes();
    }

    static JsonObject json(Change change) {
        return (JsonObject) Json.read(new String(change.json(), java.nio.charset.StandardCharsets.UTF_8));
    }

    static String modified(int day) {
        return "2026-01-%02dT00:00:00.000Z".formatted(day);
    }

    /// An indicator for a domain under `.example`.
    static StixObject indicator(String id, String modified, String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"%s","name":"%s","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-01-01T00:00:00Z"}""".formatted(id, modified, "Domain " + domain, domain)));
    }

    static String id(String type, int number) {
        return type + "--" + UUID.nameUUIDFromBytes((type + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Instant now() {
        return Instant.now();
    }

    @Override
    public void close() {
        store.close();
    }
}
