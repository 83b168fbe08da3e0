package theriac.hub.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Who tells the hub things, and how far each was read. Safe between threads.
public final class Sources {

    private final Database database;
    private final SourceSql sql;
    private final Audiences audiences;
    private final Clock clock;

    Sources(Database database, Audiences audiences, Clock clock) {
        this.database = database;
        this.sql = new SourceSql(database);
        this.audiences = audiences;
        this.clock = clock;
    }

    /// The source of that name, made when there is none; an existing one stays as it is.
    public Source register(NewSource source) {
        return database.inTransaction(() -> {
            sql.insert(
                    source, audiences.intern(source.audience()), clock.instant().atOffset(ZoneOffset.UTC));
            return load(source.name());
        });
    }

    /// A new source; empty when one of that name exists.
    public Optional<Source> create(NewSource wish) {
        return database.inTransaction(() -> {
            boolean made = sql.insert(
                    wish, audiences.intern(wish.audience()), clock.instant().atOffset(ZoneOffset.UTC));
            return made ? Optional.of(load(wish.name())) : Optional.empty();
        });
    }

    /// Changes what is known of a source; whose word it is stays. What it said before stays as it was said.
    ///
    /// @param afresh whether it is read from its beginning again, because it is another feed now
    /// @return empty when another source has that name
    public Optional<Source> change(long source, NewSource wish, boolean afresh) {
        return database.inTransaction(() -> {
            boolean changed = sql.change(source, wish, audiences.intern(wish.audience()), afresh);
            return changed ? Optional.of(load(source)) : Optional.empty();
        });
    }

    /// A source whose default audience the viewer may see; empty when it is absent or hidden.
    public Optional<Source> find(Viewer viewer, UUID id) {
        return sql.find(id, audiences.visible(viewer)).map(this::source);
    }

    /// The sources whose default audience the viewer may see, by name.
    public List<Source> list(Viewer viewer) {
        return sql.list(audiences.visible(viewer)).stream().map(this::source).toList();
    }

    /// The source of an internal key, for the hub's own work.
    public Source load(long key) {
        return source(sql.load(key));
    }

    private Source load(String name) {
        return source(sql.load(name));
    }

    /// How far the source was read; "" before the first time.
    public String watermark(long source) {
        return load(source).watermark();
    }

    /// Remembers how far the source was read. Call it after what was read is stored (law 1), or in that transaction.
    public void moveWatermark(long source, String watermark) {
        sql.moveWatermark(source, watermark);
    }

    /// How far the source's word may be trusted: Admiralty scale A to F.
    public void judge(long source, char reliability) {
        sql.judge(source, reliability);
    }

    /// Pauses or resumes a source.
    public void enable(long source, boolean enabled) {
        sql.enable(source, enabled);
    }

    private Source source(SourceSql.Row row) {
        return new Source(
                row.key(),
                row.id(),
                row.organization(),
                row.organizationName(),
                row.name(),
                row.kind(),
                (JsonObject) Json.read(row.settings()),
                row.reliability().charAt(0),
                audiences.load(row.audience()),
                row.terms(),
                row.licence(),
                row.watermark(),
                row.enabled(),
                row.createdAt().toInstant());
    }
}
