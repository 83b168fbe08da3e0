package theriac.hub.publications;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;

/// The versions of a warning: beginning an update, and reading what each version said. Thread-safe.
public final class Editions {

    private final Database database;
    private final Publications publications;
    private final PublicationSql sql;
    private final EditionSql editions;
    private final Audiences audiences;
    private final Clock clock;

    public Editions(Database database, Publications publications, Audiences audiences, Clock clock) {
        this.database = database;
        this.publications = publications;
        this.sql = new PublicationSql(database.jdbc());
        this.editions = new EditionSql(database.jdbc());
        this.audiences = audiences;
        this.clock = clock;
    }

    /// Begins the next version of a published warning with what it says now, or finds the draft that
    /// somebody began already: there is one at a time.
    ///
    /// @return the draft
    /// @throws theriac.hub.core.Problem when it is absent, another's, or not published
    UUID begin(Viewer.Party writer, UUID id) {
        return database.inTransaction(() -> {
            var warning = publications.locked(writer, id);
            Flow.take(warning.state(), Flow.Step.UPDATE, Publications.actor(writer, warning));
            return editions.draft(warning.key()).orElseGet(() -> begin(writer, warning));
        });
    }

    private UUID begin(Viewer.Party writer, Publication warning) {
        var id = UUID.randomUUID();
        var edition = new Edition(
                warning.edition().number() + 1,
                Optional.empty(),
                Edition.Changed.NOTHING,
                Optional.of(new Edition.Of(warning.key(), warning.id())));
        long key = sql.insert(new PublicationSql.NewPublication(
                id,
                warning.kind(),
                warning.owner(),
                warning.tlp(),
                audiences.intern(Audience.undecided(warning.owner())),
                Optional.empty(),
                warning.origin(),
                Optional.empty(),
                warning.dutch(),
                warning.english(),
                warning.rating(),
                edition,
                writer.account(),
                clock.instant()));
        publications.sections().carryOver(warning, key, audiences.intern(Audience.undecided(warning.owner())));
        sql.addEditor(key, writer.account());
        sql.replaceIndicators(
                key,
                warning.indicators().stream()
                        .filter(indicator -> indicator.withdrawnSeq() == 0)
                        .map(Publication.Indicator::value)
                        .toList());
        return id;
    }

    /// Every version that was published, the oldest first; none before the first.
    ///
    /// @throws theriac.hub.core.Problem when the warning is absent or hidden
    List<EditionSql.Row> list(Viewer viewer, UUID id) {
        return editions.list(publications.load(viewer, id).publication().key());
    }

    /// Whether who has the warning is asked to acknowledge it anew.
    ///
    /// @param decided by the writer; empty: it follows from `rises`
    /// @param rises whether chance or damage is higher than in the version before
    record Asking(Optional<Boolean> decided, boolean rises) {}

    /// Of the draft of an update, for people of the CERT that owns it.
    ///
    /// @throws theriac.hub.core.Problem when it is absent, hidden, another's, or no update
    Asking asking(Viewer viewer, UUID id) {
        var draft = publications.own(viewer, id).publication();
        var before = sql.find(warning(draft)).orElseThrow();
        return new Asking(editions.asksAgain(draft.key()), draft.severity().risesFrom(before.severity()));
    }

    /// @param again empty: as chance and damage say
    /// @throws theriac.hub.core.Problem when it is absent, another's, no update, or frozen
    void decide(Viewer.Party writer, UUID id, Optional<Boolean> again) {
        database.inTransaction(() -> {
            var draft = publications.locked(writer, id);
            warning(draft);
            Flow.take(draft.state(), Flow.Step.EDIT, Publications.actor(writer, draft));
            editions.askAgain(draft.key(), again);
            sql.addEditor(draft.key(), writer.account());
        });
    }

    private static long warning(Publication draft) {
        return draft.edition()
                .of()
                .map(Edition.Of::key)
                .orElseThrow(() -> Problem.conflict(
                        "Only an update asks anew: a first version is to be acknowledged by everybody who gets it."));
    }

    /// The sections of each version that this reader may have.
    ///
    /// @param rows as [#list] gives them
    Map<Integer, List<Section>> sections(Viewer viewer, Publication warning, List<EditionSql.Row> rows) {
        return publications
                .sections()
                .history(
                        viewer,
                        warning,
                        rows.stream().map(EditionSql.Row::number).toList());
    }

    /// The draft of the next version, for people of the CERT that owns the warning.
    Optional<UUID> draft(Publication warning) {
        return editions.draft(warning.key());
    }

    /// A warning as it is told to whoever may read it.
    Notice notice(Publication warning) {
        return Notice.of(warning, editions.updates(warning.key()));
    }
}
