package theriac.hub.sharing.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.SharedCollection;
import theriac.hub.sharing.SharedCollections;
import theriac.hub.sharing.push.Destination.Receipt;
import theriac.hub.sharing.push.MispOutbound.Unanswered;
import theriac.hub.store.Change;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Lane;
import theriac.hub.store.Position;
import theriac.hub.store.ShelfCursor;
import theriac.hub.store.VersionFilter;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.client.RemoteStatus;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiFailure;

/// Sends a collection on: page by page as its reader would get it, and the place moves after the other
/// server has accepted a page. What was cut off is sent again, which changes nothing there. Thread-safe;
/// a destination is sent to by one thread at a time.
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /// Objects read at a time.
    static final int PAGE = 500;

    /// Then others have a turn.
    private static final int PAGES = 200;

    private static final int MESSAGES = 5;
    private static final int LONGEST_MESSAGE = 500;
    private static final int PENDING = 50;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Database database;
    private final DestinationSql sql;
    private final SharedCollections collections;
    private final Parties parties;
    private final Outbound outbound;
    private final MispSender misp;
    private final Clock clock;

    Sender(
            Database database,
            SharedCollections collections,
            Parties parties,
            Outbound outbound,
            MispSender misp,
            Clock clock) {
        this.database = database;
        this.sql = new DestinationSql(database);
        this.collections = collections;
        this.parties = parties;
        this.outbound = outbound;
        this.misp = misp;
        this.clock = clock;
    }

    /// Until when a run may be silent before another hub takes over.
    Instant leasedUntil() {
        return clock.instant().plus(LEASE);
    }

    /// Sends what is new, and asks what became of what was sent before. However it ends, that is written
    /// down.
    ///
    /// @param started when the destination was taken up
    void run(Destination to, Instant started) {
        var outcome = outcome(to);
        var now = clock.instant();
        sql.ended(to.key(), started, now, now.plus(outcome.pause()), outcome.problem());
        sql.forget(to.key(), now.minus(REMEMBERED));
    }

    /// @param pause until the next run
    /// @param problem null for none
    private record Outcome(Duration pause, @Nullable String problem) {}

    private Outcome outcome(Destination to) {
        try {
            boolean all = to.kind() == Destination.Kind.MISP
                    ? send(to, (reader, lane, changes) -> misp.send(to, reader, lane, changes))
                    : sendOverTaxii(to);
            return new Outcome(all ? to.every() : Duration.ZERO, null);
        } catch (TaxiiFailure failure) {
            return failed(to, failure.sentence(), failure.retryAfter().orElse(Duration.ZERO));
        } catch (Unanswered failure) {
            return failed(to, failure.sentence(), failure.retryAfter());
        } catch (Problem problem) {
            return failed(to, problem.sentence(), Duration.ZERO);
        } catch (RuntimeException fault) {
            LOG.error("Sending to {} failed", to.title(), fault);
            return failed(to, "The hub could not go on; its log says more. It tries again later.", Duration.ZERO);
        }
    }

    /// Twice as long after each failure in a row, up to a day, and at least as long as the server asked
    /// for.
    private static Outcome failed(Destination to, String problem, Duration asked) {
        var pause = to.every().multipliedBy(1L << Math.min(to.failures(), MOST_DOUBLINGS));
        var longest = to.every().compareTo(LONGEST_PAUSE) > 0 ? to.every() : LONGEST_PAUSE;
        pause = pause.compareTo(longest) > 0 ? longest : pause;
        return new Outcome(pause.compareTo(asked) < 0 ? asked : pause, problem);
    }

    /// How a page gets to the other server.
    private interface Delivery {
        /// @return what the server made of it
        List<Receipt> give(Viewer.Party reader, Lane lane, List<Change> changes) throws TaxiiFailure, Unanswered;
    }

    private boolean sendOverTaxii(Destination to) throws TaxiiFailure, Unanswered {
        try (var client = outbound.open(to.address(), to.credential(), to.allow())) {
            askAfter(to, client);
            long most = client.apiRoot(to.root()).maxContentLength();
            return send(to, (_, _, changes) -> {
                var objects = changes.stream().map(Sender::object).toList();
                var now = clock.instant();
                return client.submit(to.address(), most, objects).stream()
                        .map(status -> receipt(status, now))
                        .toList();
            });
        }
    }

    /// Sends one event to a MISP server, whatever else is new. The place stays.
    ///
    /// @return whether the server has it now; otherwise it was deleted there
    /// @throws Problem when it is not for this server, and when the server is away or does not take it
    boolean one(Destination to, UUID event) {
        var reader = parties.viewer(to.organization());
        var collection = collection(to, reader);
        var way = List.of(Lane.destination(to.id()));
        var lane = collections.lane(reader, collection, way);
        var ids = misp.ids(reader, lane, event);
        // What the server had and may not have any more is deleted there.
        if (ids.isEmpty() && !misp.gave(to, event)) {
            throw Problem.notAllowed(
                    "\"%s\" may not have this event: it is not for the organisation that stands for it, not published, or held back."
                            .formatted(to.title()));
        }
        var changes = changes(reader, collection, ids, way);
        if (!ids.isEmpty() && changes.stream().allMatch(Change::withdrawn)) {
            throw Problem.conflict("This event is not in the collection \"%s\", which is what \"%s\" is sent."
                    .formatted(collection.title(), to.title()));
        }
        accepted(to, given(to, reader, lane, event, changes));
        return misp.gave(to, event);
    }

    private Receipt given(Destination to, Viewer.Party reader, Lane lane, UUID event, List<Change> changes) {
        long newest = changes.stream().mapToLong(Change::seq).max().orElse(0);
        var news = changes.stream()
                .filter(change ->
                        to.place().filter(place -> !change.at().isAfter(place)).isEmpty())
                .toList();
        try {
            return misp.send(to, reader, lane, event, newest, news)
                    .orElseThrow(() -> Problem.conflict("There is nothing of this event to be sent."));
        } catch (Unanswered away) {
            throw Problem.unavailable(
                    away.sentence(), away.retryAfter().isZero() ? Duration.ofMinutes(1) : away.retryAfter());
        }
    }

    /// What the collection gives of these objects, a page at a time.
    private List<Change> changes(Viewer.Party reader, SharedCollection collection, List<StixId> ids, List<String> way) {
        var changes = new ArrayList<Change>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            var some = Set.copyOf(ids.subList(from, Math.min(ids.size(), from + PAGE)));
            var query = new ChangeQuery(Optional.empty(), Optional.empty(), PAGE, Set.of(), some, VersionFilter.LAST);
            changes.addAll(collections
                    .read(reader, collection, query, Optional.empty(), way)
                    .changes());
        }
        return changes;
    }

    private void accepted(Destination to, Receipt receipt) {
        database.inTransaction(() -> {
            sql.accepted(to.key(), receipt);
            return to;
        });
        if (receipt.failures() > 0) {
            throw Problem.conflict(
                    "\"%s\" did not take it: %s".formatted(to.title(), String.join(" ", receipt.messages())));
        }
    }

    private SharedCollection collection(Destination to, Viewer.Party reader) {
        var collection = collections.find(to.collection()).orElseThrow();
        if (!collection.isFor(reader)) {
            throw Problem.conflict(
                    "The collection ended, or the organisation for which it is sent may not read it: change one of them.");
        }
        return collection;
    }

    /// @return false when there is more, for which others must not wait
    private boolean send(Destination to, Delivery delivery) throws TaxiiFailure, Unanswered {
        var reader = parties.viewer(to.organization());
        var collection = collection(to, reader);
        var way = List.of(Lane.destination(to.id()));
        var since = to.place();
        var before = since;
        Optional<ShelfCursor> cursor = Optional.empty();
        for (int pages = 0; pages < PAGES; pages++) {
            var query = new ChangeQuery(since, Optional.empty(), PAGE, Set.of(), Set.of(), VersionFilter.LAST);
            var page = collections.read(reader, collection, query, cursor, way);
            if (!page.changes().isEmpty()) {
                var lane = collections.lane(reader, collection, way);
                accepted(to, before, collection, reader, page.changes(), delivery.give(reader, lane, page.changes()));
                before = Optional.of(page.changes().getLast().at());
            }
            cursor = page.next();
            if (cursor.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static StixObject object(Change change) {
        return StixObject.of(
                (JsonObject) Json.read(new String(change.json(), java.nio.charset.StandardCharsets.UTF_8)));
    }

    private void accepted(
            Destination to,
            Optional<Instant> before,
            SharedCollection collection,
            Viewer.Party reader,
            List<Change> changes,
            List<Receipt> receipts) {
        // A MISP server is sent the events of a page, and who had which is on record by their names.
        boolean whole = to.kind() == Destination.Kind.TAXII;
        long objects = whole
                ? changes.size()
                : receipts.stream().mapToLong(Receipt::successes).sum();
        database.inTransaction(() -> {
            sql.accepted(to.key(), before, changes.getLast().at(), objects, leasedUntil(), receipts);
            if (whole) {
                collections.gave(
                        reader,
                        collection,
                        "%s → %s".formatted(collection.title(), to.title()),
                        before.map(Position::of).orElse(0L),
                        changes);
            }
            return to;
        });
    }

    private static Receipt receipt(RemoteStatus status, Instant at) {
        var messages = status.failed().stream()
                .map(failure -> failure.id() + ": " + failure.message())
                .map(text -> text.replace("\0", ""))
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)))
                .limit(MESSAGES)
                .toList();
        return new Receipt(
                status.id(),
                at,
                status.state() == RemoteStatus.State.PENDING,
                status.successes(),
                status.failures(),
                status.pendings(),
                messages);
    }

    /// A status that the other server has forgotten stays as it was and is not asked for again.
    private void askAfter(Destination to, TaxiiClient client) throws TaxiiFailure {
        for (var pending : sql.receipts(to.key(), true, PENDING)) {
            try {
                sql.save(to.key(), receipt(client.status(to.root(), pending.id()), pending.at()));
            } catch (TaxiiFailure failure) {
                if (failure.kind() != TaxiiFailure.Kind.NOT_FOUND) {
                    throw failure;
                }
                sql.save(
                        to.key(),
                        new Receipt(
                                pending.id(),
                                pending.at(),
                                false,
                                pending.successes(),
                                pending.failures(),
                                pending.pendings(),
                                Stream.concat(
                                                pending.messages().stream(),
                                                Stream.of("The server does not know this status any more."))
                                        .toList()));
            }
        }
    }
}
