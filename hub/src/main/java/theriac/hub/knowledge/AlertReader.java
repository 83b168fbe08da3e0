package theriac.hub.knowledge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.knowledge.AlertSql.Alert;
import theriac.hub.knowledge.AlertSql.Watch;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Footprint;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.Sieve;
import theriac.hub.query.Subject;
import theriac.hub.store.Ledger;
import theriac.hub.store.SearchRefused;
import theriac.hub.store.Store;
import theriac.hub.store.Turns;
import theriac.stix.StixId;

/// The one reader of the ledger that asks watched questions of what happened (ADR 052). What it finds and its place are
/// one transaction under a lock of the place: a crash neither loses nor doubles anything, and hubs take turns. Safe
/// between threads.
final class AlertReader {

    private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);

    /// The name under which the place in the ledger is kept.
    static final String NAME = "alerts";

    /// How many of one question are kept, the newest: more are a search, not an alert.
    static final int KEPT = 1_000;

    /// Before the morning's first meeting, as other digests.
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    /// At least so long between two mails at once to one person: what comes meanwhile is in the second.
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private final Database database;
    private final AlertSql sql;
    private final Store store;
    private final Ledger ledger;
    private final BiFunction<Viewer, Query.Text, Footprint> footprints;
    private final AlertPeople people;
    private final ZoneId zone;
    private final Clock clock;
    private volatile Filed filed = Filed.of(List.of());

    /// @param zone whose morning it is
    AlertReader(
            Database database,
            AlertSql sql,
            Store store,
            BiFunction<Viewer, Query.Text, Footprint> footprints,
            AlertPeople people,
            ZoneId zone,
            Clock clock) {
        this.database = database;
        this.sql = sql;
        this.store = store;
        this.ledger = store.ledger();
        this.footprints = footprints;
        this.people = people;
        this.zone = zone;
        this.clock = clock;
    }

    /// Reads on by a batch.
    ///
    /// @return whether there was something to read; repeat until there is not
    boolean advance() {
        var watches = sql.watches();
        if (watches.isEmpty()) {
            store.turns().read(ledger.head());
            return false;
        }
        long place = ledger.position(NAME);
        var stretch = store.turns().after(place);
        if (stretch.isEmpty()) {
            return false;
        }
        var begun = begun(filed(watches), stretch, place);
        // Who began to watch meanwhile, or asks something else, waits for this place: then it is read again.
        database.inTransaction(() -> {
            if (ledger.take(NAME) == place && sql.watches().equals(watches)) {
                tell(begun);
                ledger.advance(NAME, stretch.to());
                store.turns().read(stretch.to());
            }
        });
        return true;
    }

    private void tell(Map<Watch, List<Alert>> begun) {
        if (begun.isEmpty()) {
            return;
        }
        sql.insert(begun.values().stream().flatMap(List::stream).toList(), KEPT);
        var now = clock.instant();
        sql.due(begun.keySet().stream().map(Watch::key).toList(), now, morning(now), PAUSE);
        begun.keySet().stream().map(Watch::account).distinct().forEach(account -> ledger.say("alerts " + account));
    }

    private Instant morning(Instant now) {
        var today = now.atZone(zone).with(MORNING);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    /// The questions, as they are found by what an object has.
    ///
    /// @param sieve those that an object and its own claims decide
    /// @param others those that something else decides as well
    private record Filed(List<Watch> watches, Map<String, Query> questions, Sieve<String> sieve, Others others) {

        static Filed of(List<Watch> watches) {
            var questions = new HashMap<String, Query>();
            watches.forEach(watch -> understood(watch.query()).ifPresent(query -> questions.put(watch.query(), query)));
            var own = new HashMap<>(questions);
            own.values().removeIf(Following::elsewhere);
            var others = new HashMap<>(questions);
            others.values().removeIf(query -> !Following.elsewhere(query));
            return new Filed(watches, questions, new Sieve<>(own), Others.of(others));
        }
    }

    /// Questions that something besides an object and its own claims decides.
    private record Others(Map<String, Query> questions, Sieve<String> sieve) {

        static Others of(Map<String, Query> questions) {
            return new Others(questions, new Sieve<>(questions));
        }

        /// The objects that may have begun to answer, by question; a question may be there without any: its links
        /// lead elsewhere.
        Map<String, Set<Long>> chosen(Turns.Stretch stretch, Instant now) {
            var chosen = new HashMap<String, Set<Long>>();
            if (questions.isEmpty()) {
                return chosen;
            }
            var around = stretch.around();
            around.contents()
                    .forEach((object, contents) -> contents.forEach(content -> sieve.through(content, now)
                            .forEach(text -> {
                                var query = questions.get(text);
                                if (query != null && around.mayAnswer(query, object, now)) {
                                    chosen.computeIfAbsent(text, _ -> new HashSet<>())
                                            .add(object);
                                }
                            })));
            questions.forEach((text, query) -> {
                if (around.mayLeadElsewhere(Following.links(query))) {
                    chosen.computeIfAbsent(text, _ -> new HashSet<>());
                }
            });
            return chosen;
        }
    }

    /// What an earlier language said and this one does not understand holds nobody up.
    private static Optional<Query> understood(String text) {
        try {
            return Optional.of(Questions.of(text));
        } catch (Problem unknown) {
            LOG.warn("A saved question is not understood any more and is not asked: {}", unknown.getMessage());
            return Optional.empty();
        }
    }

    private Filed filed(List<Watch> watches) {
        var known = filed;
        if (!known.watches().equals(watches)) {
            known = Filed.of(watches);
            filed = known;
        }
        return known;
    }

    private Map<Watch, List<Alert>> begun(Filed asked, Turns.Stretch stretch, long place) {
        var now = clock.instant();
        var chosen = new HashMap<String, Set<Long>>();
        stretch.contents()
                .forEach((object, contents) -> contents.forEach(content -> asked.sieve()
                        .through(content, now)
                        .forEach(text -> chosen.computeIfAbsent(text, _ -> new HashSet<>())
                                .add(object))));
        chosen.putAll(asked.others().chosen(stretch, now));
        var told = new HashMap<Asking, List<Turns.Begun>>();
        var byPerson = new HashMap<Long, List<Watch>>();
        asked.watches().stream()
                .filter(watch -> chosen.containsKey(watch.query()) && watch.since() < stretch.to())
                .forEach(watch -> byPerson.computeIfAbsent(watch.account(), _ -> new ArrayList<>())
                        .add(watch));
        var begun = new HashMap<Watch, List<Alert>>();
        byPerson.forEach((account, watches) -> people.eyes(account)
                .filter(eyes -> eyes.may(Permission.READ_OBJECTS))
                .ifPresent(eyes -> {
                    var asker = new Asker(eyes, asked, stretch, told, now);
                    watches.forEach(watch -> {
                        var alerts = asker.begun(
                                watch, Math.max(place, watch.since()), chosen.getOrDefault(watch.query(), Set.of()));
                        if (!alerts.isEmpty()) {
                            begun.put(watch, alerts);
                        }
                    });
                }));
        return begun;
    }

    /// What is asked once for all who see the same.
    private record Asking(Turns.Stretch.Sight sight, Query query, long from) {}

    /// One person's questions to one stretch.
    private final class Asker {
        private final Viewer.Party eyes;
        private final Filed asked;
        private final Turns.Stretch stretch;
        private final Map<Asking, List<Turns.Begun>> told;
        private final Instant now;
        private final Turns.Stretch.Sight sight;

        Asker(Viewer.Party eyes, Filed asked, Turns.Stretch stretch, Map<Asking, List<Turns.Begun>> told, Instant now) {
            this.eyes = eyes;
            this.asked = asked;
            this.stretch = stretch;
            this.told = told;
            this.now = now;
            this.sight = stretch.sight(eyes);
        }

        List<Alert> begun(Watch watch, long from, Collection<Long> objects) {
            var query = question(watch);
            if (query.isEmpty()) {
                return List.of();
            }
            var alerts = new ArrayList<Alert>();
            if (asked.others().questions().containsKey(watch.query())) {
                told.computeIfAbsent(new Asking(sight, query.get(), from), one -> begun(one, objects))
                        .forEach(one -> alerts.add(new Alert(watch.key(), one.object(), one.seq())));
            } else {
                for (var object : objects) {
                    if (stretch.last(object) > from) {
                        begins(query.get(), object, from)
                                .ifPresent(id -> alerts.add(new Alert(watch.key(), id, stretch.last(object))));
                    }
                }
            }
            alerts.sort(java.util.Comparator.comparingLong(Alert::seq).reversed());
            return List.copyOf(alerts.subList(0, Math.min(KEPT, alerts.size())));
        }

        private List<Turns.Begun> begun(Asking one, Collection<Long> objects) {
            try {
                return one.sight().begun(one.query(), one.from(), objects, now);
            } catch (SearchRefused tooWide) {
                LOG.warn("A saved question is not asked: {}", tooWide.getMessage());
                return List.of();
            }
        }

        private Optional<StixId> begins(Query query, long object, long from) {
            return sight.after(object)
                    .filter(subject -> Matcher.matches(query, subject, now))
                    .filter(answer -> sight.before(object, from)
                            .filter(subject -> Matcher.matches(query, subject, now))
                            .isEmpty())
                    .map(Subject::id);
        }

        /// Empty when it asks about an organisation of which this person may no longer know what it has.
        private Optional<Query> question(Watch watch) {
            var query = Optional.ofNullable(asked.questions().get(watch.query()));
            try {
                return query.map(one -> Following.known(one, whom -> footprints.apply(eyes, whom)));
            } catch (Problem notHers) {
                LOG.debug("A saved question is not asked: {}", notHers.getMessage());
                return Optional.empty();
            }
        }
    }
}
