package theriac.hub.publications;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.publications.Flow.Step;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Store;

/// Stops a warning that is on its way, and lets it go on (ADR 050). What did not begin is held; until somebody
/// goes on, the warning is for those alone who had something of it. Thread-safe.
public final class Stops {

    private static final int STEP = 2_000;

    private final Database database;
    private final Publications publications;
    private final Publishing publishing;
    private final StopSql sql;
    private final OutboxSql outbox;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Store store;
    private final Dispatcher dispatcher;
    private final Clock clock;

    public Stops(
            Database database,
            Publications publications,
            Publishing publishing,
            Organizations organizations,
            Viewers viewers,
            Store store,
            Dispatcher dispatcher,
            Clock clock) {
        this.database = database;
        this.publications = publications;
        this.publishing = publishing;
        this.sql = new StopSql(database.jdbc());
        this.outbox = new OutboxSql(database.jdbc());
        this.organizations = organizations;
        this.viewers = viewers;
        this.store = store;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /// How far a warning is on its way.
    ///
    /// @param phase `sending`, `stopped` or `sent`; "" when it was not published or was withdrawn
    /// @param stopped who stopped it, and when
    /// @param got names of those who had something of it when it was stopped; empty unless it is stopped
    /// @param held names of the others
    record Progress(
            String phase,
            OutboxSql.Counts counts,
            Optional<Publication.Taken> stopped,
            List<String> got,
            List<String> held) {}

    /// @throws Problem when it is absent, hidden or another's
    Progress progress(Viewer viewer, UUID id) {
        return progress(publications.own(viewer, id).publication());
    }

    private Progress progress(Publication publication) {
        var counts = outbox.count(publication.key(), publication.edition().number());
        if (publication.state() != PublicationState.PUBLISHED) {
            return new Progress("", counts, Optional.empty(), List.of(), List.of());
        }
        if (publication.stopped().isEmpty()) {
            return new Progress(counts.open() > 0 ? "sending" : "sent", counts, Optional.empty(), List.of(), List.of());
        }
        var reached = reached(publication);
        var rows = outbox.list(publication.key()).stream()
                .filter(row -> row.channel().equals("portal"))
                .toList();
        return new Progress(
                "stopped",
                counts,
                publication.stopped(),
                names(rows.stream().filter(row -> reached.contains(row.organization()))),
                names(rows.stream().filter(row -> !reached.contains(row.organization()))));
    }

    private static List<String> names(java.util.stream.Stream<OutboxSql.Row> rows) {
        return rows.map(OutboxSql.Row::organizationName).sorted().toList();
    }

    /// Stops whatever has not begun, on every way.
    ///
    /// @throws Problem when it is absent, another's, stopped already, or nothing of it is on its way
    Publications.Seen stop(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var publication = publications.locked(person, id);
            Flow.take(publication.state(), Step.STOP, Publications.actor(person, publication));
            if (publication.stopped().isPresent()) {
                throw Problem.conflict("The sending of this warning is stopped already.");
            }
            // From here on nothing of it begins: who wants to waits for the end of this transaction.
            if (outbox.stop(publication.key()) == 0) {
                throw Problem.conflict(
                        "Nothing of this warning is on its way any more. Withdraw it, or write an update, if it was wrong.");
            }
            var now = clock.instant();
            // The version before stays readable nowhere, so an update cannot be hidden from who has the warning.
            if (publication.edition().number() == 0) {
                narrow(person, publication, now);
            } else {
                sql.stop(publication.key(), Optional.empty(), person.account(), now);
            }
            publications.internal(LedgerEntry.Kind.HANDLED, publication, person);
        });
        return publications.load(person, id);
    }

    private void narrow(Viewer.Party person, Publication publication, Instant now) {
        var reached = reached(publication);
        var from = store.audiences().load(publication.audience());
        var to = Targeting.only(from.tlp(), from.owner(), reached);
        sql.stop(publication.key(), Optional.of(store.audiences().intern(to)), person.account(), now);
        outbox.hideExcept(publication.key(), reached);
        var notes = publications.sections().narrow(publication, section -> among(section, reached));
        publishing.hide(publication, from, to, notes);
    }

    /// Those of some organisations for whom a section is.
    private Audience among(Audience section, Set<Long> organizationKeys) {
        return Targeting.only(
                section.tlp(),
                section.owner(),
                organizationKeys.stream()
                        .filter(key -> organizations
                                .find(key)
                                .map(viewers::organization)
                                .filter(viewer -> Visibility.allows(viewer, section))
                                .isPresent())
                        .toList());
    }

    /// Who has something of it: it went there, somebody there opened it, or a machine fetched since.
    private Set<Long> reached(Publication publication) {
        var reached = new HashSet<>(outbox.had(publication.key()));
        long seq = publication.position();
        var system = Viewer.system("who fetched a warning before its sending was stopped");
        while (true) {
            var rows = store.ledger().read(system, seq, STEP, Set.of(LedgerEntry.Kind.FETCHED));
            rows.forEach(row -> row.organization().ifPresent(reached::add));
            if (rows.size() < STEP) {
                reached.remove(publication.owner());
                return reached;
            }
            seq = rows.getLast().seq();
        }
    }

    /// Lets the rest of it go out, to each once.
    ///
    /// @throws Problem when it is absent, another's, or not stopped
    Publications.Seen goOn(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var publication = publications.locked(person, id);
            Flow.take(publication.state(), Step.GO_ON, Publications.actor(person, publication));
            if (publication.stopped().isEmpty()) {
                throw Problem.conflict("The sending of this warning is not stopped; somebody let it go on already.");
            }
            var from = store.audiences().load(publication.audience());
            var before = sql.goOn(publication.key());
            var notes = publications.sections().widen(publication);
            before.map(store.audiences()::load).ifPresent(to -> publishing.show(person, publication, from, to, notes));
            outbox.goOn(publication.key());
            publications.internal(LedgerEntry.Kind.HANDLED, publication, person);
            database.afterCommit(dispatcher::wake);
        });
        return publications.load(person, id);
    }
}
