package theriac.hub.knowledge;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.knowledge.AlertSql.Alert;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Footprint;
import theriac.hub.query.Query;
import theriac.hub.store.Ledger;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.SearchRefused;
import theriac.hub.store.SearchRequest;
import theriac.hub.store.Store;
import theriac.stix.StixId;

/// Tells people what their saved questions newly choose (ADR 052). One reader of the ledger asks every question of what
/// happened, with the eyes of the person at that moment; what it finds and its place are one transaction, so that a
/// crash neither loses nor doubles anything. Who looks later is shown only what she may see then. Safe between threads
/// and between hubs on one database.
public final class Alerts {

    static final int MOST_PER_PERSON = 100;

    /// How many of one question are looked at for its count.
    static final int COUNTED = 100;

    /// How many of one question are named.
    static final int NAMED = 10;

    private static final Set<String> MAILS = Set.of("none", "daily", "at-once");

    private final Database database;
    private final AlertSql sql;
    private final Saving saving;
    private final Ledger ledger;
    private final Store store;
    private final WayOut out;
    private final AlertReader reader;
    private final AlertPeople people;
    private final Clock clock;

    /// @param zone whose morning it is
    public Alerts(
            Database database,
            Store store,
            EgressGate gate,
            BiFunction<Viewer, Query.Text, Footprint> footprints,
            AlertPeople people,
            ZoneId zone,
            Clock clock) {
        this.database = database;
        this.sql = new AlertSql(database);
        this.saving = SavedQueries.saving(database, clock);
        this.ledger = store.ledger();
        this.store = store;
        this.out = new WayOut(gate, store.audiences());
        this.reader = new AlertReader(database, sql, store, footprints, people, zone, clock);
        this.people = people;
        this.clock = clock;
    }

    /// Tells a person from now on, or tells her otherwise.
    ///
    /// @param mail `none`, `daily` or `at-once`
    /// @throws Problem not found when there is no such question for her; bad request when a name in it leads to too
    ///     many objects
    void watch(Viewer viewer, UUID query, String mail) {
        var person = person(viewer);
        var saved = saving.load(person, query);
        if (!MAILS.contains(mail)) {
            throw Problem.badRequest("Mails about alerts come \"at-once\", \"daily\" or not at all (\"none\").");
        }
        refuseTooWide(person, Questions.of(saved.text()));
        database.inTransaction(() -> {
            ledger.take(AlertReader.NAME);
            long head = ledger.head();
            if (sql.nobodyWatches()) {
                ledger.advance(AlertReader.NAME, head);
            }
            if (sql.others(person.account(), query) >= MOST_PER_PERSON) {
                throw Problem.conflict(
                        "You are told about %d questions already: switch one off first.".formatted(MOST_PER_PERSON));
            }
            sql.watch(query, person.account(), mail, head);
        });
    }

    /// A name that leads to too many objects is refused now, as a search refuses it, and not each time.
    private void refuseTooWide(Viewer.Party person, Query query) {
        try {
            Following.links(query).forEach(link -> store.search().page(person, SearchRequest.newest(link, 1)));
        } catch (SearchRefused refused) {
            throw Problem.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    void stop(Viewer viewer, UUID query) {
        var person = person(viewer);
        saving.load(person, query);
        sql.stop(query, person.account());
    }

    /// The person has seen what was told up to a place.
    ///
    /// @param upTo as [News] names it
    void looked(Viewer viewer, UUID query, String upTo) {
        var person = person(viewer);
        saving.load(person, query);
        if (!upTo.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("The value \"upTo\" is taken from the answer that was looked at.");
        }
        sql.looked(query, person.account(), Math.min(Long.parseLong(upTo), ledger.head()));
    }

    /// A saved question was changed; joins the caller's transaction.
    void askedAnew(UUID query) {
        ledger.take(AlertReader.NAME);
        sql.anew(query, ledger.head());
    }

    /// What is new of one question.
    ///
    /// @param told the place up to which this tells
    /// @param more there are more than [#COUNTED] that were looked at
    record News(AlertSql.Told about, List<Item> items, boolean more, long told) {

        /// Those of which something is said; the others are counted.
        List<Item> named() {
            return items.subList(0, Math.min(NAMED, items.size()));
        }
    }

    /// @param seq what made it an answer
    record Item(ObjectSummary summary, long seq) {}

    /// What a person is told, question by question, and of each only what she may see at this moment; nothing for
    /// whoever
    /// looks through others' eyes.
    List<News> news(Viewer viewer) {
        if (!(viewer instanceof Viewer.Party party) || !isPerson(party)) {
            return List.of();
        }
        var news = news(party, sql.told(party.account()));
        out.pass(
                party,
                news.stream()
                        .flatMap(one -> one.named().stream().map(Item::summary))
                        .distinct()
                        .toList());
        return news;
    }

    private List<News> news(Viewer.Party person, List<AlertSql.Told> told) {
        var newest = sql.newest(told, COUNTED + 1);
        var ids = new HashSet<StixId>();
        newest.values().forEach(all -> all.forEach(alert -> ids.add(alert.object())));
        var seen = new HashMap<StixId, ObjectSummary>();
        store.objects().summaries(person, ids).forEach(summary -> seen.put(summary.id(), summary));
        return told.stream()
                .map(one -> news(one, newest.getOrDefault(one.key(), List.of()), seen))
                .toList();
    }

    private static News news(AlertSql.Told one, List<Alert> alerts, Map<StixId, ObjectSummary> seen) {
        var items = alerts.stream()
                .limit(COUNTED)
                .flatMap(alert -> Optional.ofNullable(seen.get(alert.object())).stream()
                        .map(summary -> new Item(summary, alert.seq())))
                .toList();
        return new News(
                one,
                items,
                alerts.size() > COUNTED,
                alerts.isEmpty() ? one.told() : alerts.getFirst().seq());
    }

    boolean canMail(Viewer viewer) {
        return viewer instanceof Viewer.Party party
                && isPerson(party)
                && people.addressee(party.account()).isPresent();
    }

    /// Reads on by a batch.
    ///
    /// @return whether there was something to read; repeat until there is not
    public boolean advance() {
        return reader.advance();
    }

    /// Writes one mail to somebody to whom one is due.
    ///
    /// @return how many were written, 0 or 1
    public int mail() {
        return database.inTransaction(() -> {
            var now = clock.instant();
            var account = sql.dueTo(now);
            account.ifPresent(to -> {
                var eyes = people.eyes(to).filter(one -> one.may(Permission.READ_OBJECTS));
                var addressee = people.addressee(to);
                if (eyes.isPresent() && addressee.isPresent()) {
                    mail(eyes.get(), addressee.get(), sql.due(to, now));
                }
                sql.mailed(to, now);
            });
            return account.isPresent() ? 1 : 0;
        });
    }

    private void mail(Viewer.Party eyes, AlertPeople.Addressee to, List<AlertSql.Told> due) {
        var news =
                news(eyes, due).stream().filter(one -> !one.items().isEmpty()).toList();
        if (!news.isEmpty()) {
            var letter = AlertLetter.of(news, to.language(), people.workbench());
            out.pass("mail", eyes, letter.named());
            people.post(to.mail(), letter.subject(), letter.text());
        }
    }

    private static boolean isPerson(Viewer.Party party) {
        return party.account() > 0 && party.behind().isEmpty();
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && isPerson(party)) {
            return party;
        }
        throw Problem.notAllowed("Only people are told about questions.");
    }
}
