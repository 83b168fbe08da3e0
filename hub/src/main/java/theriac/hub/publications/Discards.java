package theriac.hub.publications;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Flow.Step;
import theriac.hub.store.Audiences;

/// Throws drafts of warnings and of their updates away, and fetches them back with every word: nothing
/// is deleted. Thread-safe.
public final class Discards {

    private static final int PAGE = 100;

    private final Database database;
    private final Publications publications;
    private final PublicationSql sql;
    private final EditionSql editions;
    private final DiscardSql discards;
    private final ScheduleSql schedules;
    private final Audiences audiences;
    private final Reports reports;
    private final Clock clock;

    public Discards(Database database, Publications publications, Audiences audiences, Reports reports, Clock clock) {
        this.database = database;
        this.publications = publications;
        this.sql = new PublicationSql(database.jdbc());
        this.editions = new EditionSql(database.jdbc());
        this.discards = new DiscardSql(database.jdbc());
        this.schedules = new ScheduleSql(database.jdbc());
        this.audiences = audiences;
        this.reports = reports;
        this.clock = clock;
    }

    /// The draft is in no list any more; the report that it was made of waits at the desk again.
    ///
    /// @throws Problem when it is absent, another's, no draft, or not for this person to throw away
    Publications.Seen discard(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var draft = publications.locked(person, id);
            var next = step(person, draft, Step.DISCARD);
            sql.move(draft.key(), next, person.account(), clock.instant());
            schedules.remove(draft.key());
            draft.report().ifPresent(report -> reports.released(report, draft.id()));
        });
        return publications.load(person, id);
    }

    /// The draft is as it was; an update follows the version that its warning has now.
    ///
    /// @throws Problem when it is absent, another's, not thrown away, not for this person to fetch
    ///     back, or when a colleague began another update of the same warning meanwhile
    Publications.Seen restore(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var draft = publications.locked(person, id);
            var next = step(person, draft, Step.RESTORE);
            draft.edition().of().ifPresent(warning -> {
                sql.lock(warning.key());
                if (editions.draft(warning.key()).isPresent()) {
                    throw Problem.conflict(
                            "A colleague began another update of this warning meanwhile. Throw that one away first, or go on with it.");
                }
            });
            sql.move(draft.key(), next, person.account(), clock.instant());
            discards.follow(draft.key());
            draft.report().ifPresent(report -> reports.takenAgain(report, draft.id()));
        });
        return publications.load(person, id);
    }

    private static PublicationState step(Viewer.Party person, Publication draft, Step step) {
        var actor = Publications.actor(person, draft);
        if (!actor.wrote() && !person.may(Permission.PUBLISH)) {
            throw Problem.notAllowed("A draft is thrown away and fetched back by who wrote in it or who may publish.");
        }
        return Flow.take(draft.state(), step, actor);
    }

    /// The last hundred, for people of the CERT; nothing for others.
    List<DiscardSql.Row> list(Viewer viewer) {
        return discards.list(audiences.visible(viewer), PAGE);
    }
}
