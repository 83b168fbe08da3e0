package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.member;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Footprint;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.query.QueryPrinter;
import theriac.hub.query.RandomQueries;
import theriac.hub.query.Sieve;
import theriac.hub.query.Subject;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.net.IpNetwork;

/// The law of the language: a question means the same in SQL and in Java, over random objects, claims, withdrawals,
/// viewers and questions, in the order of arrival, page by page.
class QueryPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00.123456Z");
    private static final int OBJECTS = 60;
    private static final int STEPS = 500;
    private static final int QUESTIONS = 250;

    private static final List<String> WORDS = List.of(
            "emotet", "Grey Ferret", "Coördinatie", "loader", "emo", "ferret sessie", "T1566", "ÉTÉ", "snowman ☃ mask");
    private static final List<String> VALUES = List.of(
            "evil.example",
            "sub.evil.example",
            "https://evil.example/Path",
            "10.1.2.3",
            "10.0.0.0/8",
            "someone@mail.example",
            "+31612345678",
            "CVE-2026-12345",
            "evil[.]example",
            "d41d8cd98f00b204e9800998ecf8427f");
    private static final List<String> TYPES = List.of(
            "indicator", "malware", "threat-actor", "attack-pattern", "report", "relationship", "sighting", "x-note");
    private static final List<String> LABELS = List.of("phishing", "Botnet C2", "a\"b\\c,{d}", "é");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private Random random = new Random();
    private List<String> ids = List.of();

    @Test
    void javaAndSqlGiveTheSameAnswers() {
        long seed = new Random().nextLong();
        random = new Random(seed);
        try (var fixture = new StoreFixture(DATABASE.database())) {
            fill(fixture);
            try (var store = Store.open(DATABASE.database(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                var queries = new RandomQueries(random, vocabulary());
                int answers = 0;
                int touched = 0;
                for (var viewer : viewers(fixture)) {
                    var subjects = store.subjects()
                            .of(viewer, ids.stream().map(StixId::of).toList());
                    for (int i = 0; i < QUESTIONS / 5; i++) {
                        answers += compare(store, viewer, subjects, queries.next(3), seed);
                    }
                    for (int i = 0; i < QUESTIONS / 25; i++) {
                        touched += compare(store, viewer, subjects, concerns(), seed);
                    }
                }
                // A language in which nothing or everything fits would agree with itself just as well.
                assertThat(answers).isBetween(QUESTIONS, QUESTIONS * OBJECTS * 9 / 10);
                assertThat(touched).isPositive();
            }
        }
    }

    /// Alerts: what a stretch of the ledger is said to have made of objects is the difference between two searches,
    /// before and after, for every viewer, also when the stretch is read in pieces.
    @Test
    void whatBeginsToAnswerIsTheDifferenceOfTwoSearches() {
        long seed = new Random().nextLong();
        random = new Random(seed);
        try (var fixture = new StoreFixture(DATABASE.database())) {
            fill(fixture);
            try (var store = Store.open(DATABASE.database(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                var queries = new RandomQueries(random, vocabulary());
                var asked = new ArrayList<Query>();
                while (asked.size() < 30) {
                    var query = queries.next(3);
                    if (!Following.elsewhere(query)) {
                        asked.add(query);
                    }
                }
                int begun = 0;
                for (int round = 0; round < 4; round++) {
                    begun += compareTurns(fixture, store, asked, seed);
                }
                assertThat(begun).as("seed %d", seed).isGreaterThan(40);
            }
        }
    }

    /// The same of questions that others decide: relationships, sightings, time and warning lists.
    @Test
    void whatOthersMakeAnswerIsTheDifferenceOfTwoSearches() {
        long seed = new Random().nextLong();
        random = new Random(seed);
        try (var fixture = new StoreFixture(DATABASE.database())) {
            fill(fixture);
            try (var store = Store.open(DATABASE.database(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                var asked = decidedElsewhere();
                int begun = 0;
                // Histories in which little begins to answer prove little: then another one.
                for (int round = 0; round < 2 || begun <= 10 && round < 12; round++) {
                    begun += compareOthers(fixture, store, asked, seed);
                }
                assertThat(begun).as("seed %d", seed).isGreaterThan(10);
            }
        }
    }

    private List<Query> decidedElsewhere() {
        var queries = new RandomQueries(random, vocabulary());
        var asked = new ArrayList<Query>(List.of(
                new Query.Linked(Query.Link.ACTOR, new Query.Text("ferret", false)),
                new Query.Linked(Query.Link.TECHNIQUE, new Query.Text("T1566", false)),
                new Query.Not(new Query.Linked(Query.Link.MALWARE, new Query.Text("emotet", false))),
                new Query.During(Query.Moment.SEEN, new Query.Edge.Ago(9, 'd'), new Query.Edge.Now()),
                new Query.Figure(Query.Measure.SCORE, 40, 100),
                new Query.Figure(Query.Measure.SCORE, 0, 40),
                new Query.Label(new Query.Text("listed:*", true))));
        while (asked.size() < 18) {
            var query = queries.next(3);
            if (Following.elsewhere(query)) {
                asked.add(query);
            }
        }
        return asked;
    }

    /// Every place of the ledger at which the searches were asked, and what each found.
    private int compareOthers(StoreFixture fixture, Store store, List<Query> asked, long seed) {
        var viewers = viewers(fixture);
        var found = new java.util.HashMap<Long, List<Set<String>>>();
        long place = store.ledger().head();
        found.put(place, found(store, viewers, asked));
        var sources = store.sources().list(StoreFixture.all()).stream()
                .map(Source::key)
                .toList();
        for (int i = 0; i < 16; i++) {
            stepOrList(fixture, of(sources));
            found.put(store.ledger().head(), found(store, viewers, asked));
        }
        var sieve = new Sieve<>(
                asked.stream().distinct().collect(java.util.stream.Collectors.toMap(query -> query, query -> query)));
        int begun = 0;
        while (place < store.ledger().head()) {
            var stretch = store.turns().after(place, 1 + random.nextInt(6));
            var chosen = new java.util.HashMap<Query, Set<Long>>();
            var around = stretch.around();
            around.contents()
                    .forEach((object, contents) -> contents.forEach(content -> sieve.through(content, NOW)
                            .forEach(query -> {
                                if (around.mayAnswer(query, object, NOW)) {
                                    chosen.computeIfAbsent(query, _ -> new java.util.HashSet<>())
                                            .add(object);
                                }
                            })));
            var before = found.get(place);
            var after = found.get(stretch.to());
            for (int i = 0; before != null && after != null && i < viewers.size() * asked.size(); i++) {
                var query = asked.get(i % asked.size());
                var expected = new TreeSet<>(after.get(i));
                expected.removeAll(before.get(i));
                var told = new TreeSet<String>();
                stretch.sight(viewers.get(i / asked.size()))
                        .begun(query, place, chosen.getOrDefault(query, Set.of()), NOW)
                        .forEach(one -> told.add(one.object().text()));
                assertThat(told)
                        .as("seed %d, viewer %d: %s", seed, i / asked.size(), QueryPrinter.print(query))
                        .isEqualTo(expected);
                begun += told.size();
            }
            place = stretch.to();
        }
        return begun;
    }

    private static List<Set<String>> found(Store store, List<Viewer> viewers, List<Query> asked) {
        return viewers.stream()
                .flatMap(viewer -> asked.stream().map(query -> answers(store, viewer, query)))
                .toList();
    }

    /// Now and then a warning list is loaded anew.
    private void stepOrList(StoreFixture fixture, long source) {
        if (random.nextInt(5) > 0) {
            step(fixture, source);
            return;
        }
        var stamp = Long.toString(random.nextLong());
        int lists = random.nextInt(64);
        boolean more = true;
        while (more) {
            more = fixture.store
                    .marks()
                    .renew(
                            stamp,
                            values -> values.stream()
                                    .filter(value -> (value.text().hashCode() & lists) == 0)
                                    .map(value -> Marks.PREFIX + "names")
                                    .distinct()
                                    .toList());
        }
    }

    private int compareTurns(StoreFixture fixture, Store store, List<Query> asked, long seed) {
        var viewers = viewers(fixture);
        long place = store.ledger().head();
        var answering = new ArrayList<Set<String>>();
        viewers.forEach(viewer -> asked.forEach(query -> answering.add(answers(store, viewer, query))));
        var sources = store.sources().list(StoreFixture.all()).stream()
                .map(Source::key)
                .toList();
        for (int i = 0; i < 25; i++) {
            step(fixture, of(sources));
        }
        var sieve = new Sieve<>(
                asked.stream().distinct().collect(java.util.stream.Collectors.toMap(query -> query, query -> query)));
        int begun = 0;
        while (place < store.ledger().head()) {
            var stretch = store.turns().after(place, 1 + random.nextInt(12));
            var through = new java.util.HashMap<Long, Set<Query>>();
            stretch.contents().forEach((object, contents) -> {
                var all = new java.util.HashSet<Query>();
                contents.forEach(content -> all.addAll(sieve.through(content, NOW)));
                through.put(object, all);
            });
            for (int v = 0; v < viewers.size(); v++) {
                var sight = stretch.sight(viewers.get(v));
                for (int q = 0; q < asked.size(); q++) {
                    var answers = answering.get(v * asked.size() + q);
                    for (var object : through.entrySet()) {
                        var turn = new Turn(
                                sight.before(object.getKey(), place), sight.after(object.getKey()), object.getValue());
                        begun += follow(asked.get(q), turn, answers, seed);
                    }
                }
            }
            place = stretch.to();
        }
        for (int v = 0; v < viewers.size(); v++) {
            for (int q = 0; q < asked.size(); q++) {
                assertThat(answering.get(v * asked.size() + q))
                        .as("seed %d, viewer %s: %s", seed, viewers.get(v), QueryPrinter.print(asked.get(q)))
                        .isEqualTo(answers(store, viewers.get(v), asked.get(q)));
            }
        }
        return begun;
    }

    /// @param through the questions that may choose what it is at the end
    private record Turn(Optional<Subject> before, Optional<Subject> after, Set<Query> through) {}

    /// @param answers the answers so far, which follow the turn
    /// @return 1 when it begins to answer
    private static int follow(Query query, Turn turn, Set<String> answers, long seed) {
        var id = turn.after().or(turn::before).map(subject -> subject.id().text());
        if (id.isEmpty()) {
            return 0;
        }
        boolean before = turn.before()
                .filter(subject -> Matcher.matches(query, subject, NOW))
                .isPresent();
        boolean after = turn.after()
                .filter(subject -> Matcher.matches(query, subject, NOW))
                .isPresent();
        var about = "seed %d, %s: %s".formatted(seed, id.get(), QueryPrinter.print(query));
        assertThat(before).as("before, " + about).isEqualTo(answers.contains(id.get()));
        assertThat(!after || turn.through().contains(query))
                .as("sieve, " + about)
                .isTrue();
        if (after) {
            answers.add(id.get());
        } else {
            answers.remove(id.get());
        }
        return after && !before ? 1 : 0;
    }

    private static Set<String> answers(Store store, Viewer viewer, Query query) {
        var answers = new TreeSet<String>();
        store.search()
                .page(viewer, SearchRequest.newest(query, SearchRequest.MAX_LIMIT))
                .answers()
                .forEach(answer -> answers.add(answer.summary().id().text()));
        return answers;
    }

    /// What concerns an organisation that has some of these things.
    private Query concerns() {
        var footprint = new Footprint(
                some("evil.example", "sub.evil.example", "mail.example", "vil.example"),
                some("10.1.2.0/24", "10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32").stream()
                        .flatMap(text -> IpNetwork.parse(text).stream())
                        .toList(),
                some("emotet", "grey", "loader", "T1566", "été", "mask").stream()
                        .map(word -> random.nextInt(3) == 0
                                ? List.of(new Query.Text(word, false), new Query.Text("ferret", false))
                                : List.of(new Query.Text(word, false)))
                        .toList());
        Query about = new Query.Concerns(new Query.Text("us", false), Optional.of(footprint));
        return switch (random.nextInt(3)) {
            case 0 -> about;
            case 1 -> new Query.And(List.of(about, new Query.Not(new Query.Type("indicator"))));
            default -> new Query.Or(List.of(about, new Query.Id(ids.getFirst())));
        };
    }

    private List<String> some(String... all) {
        return List.of(all).stream().filter(each -> random.nextInt(3) == 0).toList();
    }

    private int compare(Store store, Viewer viewer, List<Subject> subjects, Query query, long seed) {
        var expected = subjects.stream()
                .filter(subject -> Matcher.matches(query, subject, NOW))
                .sorted(java.util.Comparator.comparingLong(Subject::added).reversed())
                .map(subject -> subject.id().text())
                .toList();
        var found = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            var page = store.search()
                    .page(viewer, new SearchRequest(query, SearchRequest.Sort.NEWEST, 5 + random.nextInt(30), after));
            page.answers().forEach(a -> found.add(a.summary().id().text()));
            after = page.next();
        } while (after.isPresent());
        assertThat(found)
                .as("seed %d, viewer %s: %s", seed, viewer, QueryPrinter.print(query))
                .containsExactlyElementsOf(expected);
        if (random.nextInt(4) == 0) {
            compareFigures(store, viewer, query, expected);
        }
        return expected.size();
    }

    private static void compareFigures(Store store, Viewer viewer, Query query, List<String> expected) {
        var facets = store.search().facets(viewer, query, false);
        assertThat(facets.total()).isEqualTo(new Facets.Count("", expected.size(), false));
        assertThat(facets.types().stream().mapToInt(Facets.Count::count).sum()).isEqualTo(expected.size());
        var best =
                store.search().page(viewer, new SearchRequest(query, SearchRequest.Sort.BEST, 1_000, Optional.empty()));
        assertThat(best.answers().stream().map(a -> a.summary().id().text()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theScoreOfThePageIsTheScoreOfTheRange() {
        random = new Random(7);
        try (var fixture = new StoreFixture(DATABASE.database())) {
            fill(fixture);
            try (var store = Store.open(DATABASE.database(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                var viewer = StoreFixture.all();
                var all = store.search()
                        .page(viewer, SearchRequest.newest(new Query.All(), 1_000))
                        .answers();
                var different = new TreeSet<Integer>();
                for (var answer : all) {
                    int score = answer.decay().score();
                    different.add(score);
                    assertThat(fits(store, answer.summary().id(), "score:" + score))
                            .isTrue();
                    assertThat(score == 0 || !fits(store, answer.summary().id(), "score<" + score))
                            .isTrue();
                    assertThat(score == 100 || !fits(store, answer.summary().id(), "score>" + score))
                            .isTrue();
                }
                assertThat(different).hasSizeGreaterThan(5);
            }
        }
    }

    private static boolean fits(Store store, StixId id, String question) {
        var query = ((QueryParsed.Understood) QueryParser.parse("id:" + id.text() + " " + question)).query();
        return !store.search()
                .page(StoreFixture.all(), SearchRequest.newest(query, 1))
                .answers()
                .isEmpty();
    }

    private RandomQueries.Vocabulary vocabulary() {
        return new RandomQueries.Vocabulary(
                WORDS,
                VALUES,
                LABELS,
                List.of("Source 0", "Source 1", "Source 2", "Nobody"),
                TYPES,
                ids,
                List.of(
                        Position.of(NOW),
                        Position.of(Instant.parse("2026-11-20T00:00:00Z")),
                        Position.of(Instant.now()),
                        Position.of(Instant.parse("2026-11-01T12:30:00.000001Z")),
                        Position.of(Instant.parse("9999-12-31T23:59:59.999Z"))));
    }

    private List<Viewer> viewers(StoreFixture fixture) {
        return List.of(
                StoreFixture.all(),
                member(fixture.north),
                member(fixture.south),
                Viewer.anonymous(),
                new Viewer.Party(
                        "firm",
                        3,
                        fixture.cert,
                        Set.of(1L),
                        Set.of(fixture.cert, fixture.north),
                        Set.of(1L),
                        Set.of()));
    }

    private void fill(StoreFixture fixture) {
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < OBJECTS; i++) {
            names.add(id(TYPES.get(i % TYPES.size()), i));
        }
        ids = List.copyOf(names);
        var sources = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            sources.add(fixture.source(
                    "Source " + i,
                    List.of(fixture.cert, fixture.north, fixture.south).get(i)));
            fixture.store.sources().judge(sources.get(i), "ABF".charAt(i));
        }
        for (int i = 0; i < STEPS; i++) {
            step(fixture, sources.get(random.nextInt(3)));
        }
    }

    private void step(StoreFixture fixture, long source) {
        var id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(12)) {
            case 0 -> fixture.store.claims().withdraw(StoreFixture.all(), StixId.of(id), source, "mistake");
            case 1 -> fixture.store.claims().restore(StoreFixture.all(), StixId.of(id), source, "no mistake");
            case 2 -> fixture.redirect(StixId.of(id), source, audience(fixture));
            default -> {
                var confidence = random.nextInt(3) == 0 ? null : random.nextInt(101);
                fixture.store
                        .claims()
                        .claim(new ClaimBatch(
                                source, null, List.of(new Candidate(object(id), audience(fixture), confidence))));
            }
        }
    }

    private Audience audience(StoreFixture fixture) {
        var owner = List.of(fixture.cert, fixture.north, fixture.south).get(random.nextInt(3));
        var audience = Audience.of(Tlp.values()[random.nextInt(5)], owner);
        return random.nextInt(4) == 0 ? audience.withOrganization(fixture.south).withPerson(3) : audience;
    }

    private StixObject object(String id) {
        var type = id.substring(0, id.indexOf("--"));
        var json = JsonObject.builder()
                .put("type", type)
                .put("spec_version", "2.1")
                .put("id", id)
                .put("created", moment())
                .put("modified", moment());
        if (random.nextInt(6) == 0) {
            json.put("revoked", true);
        }
        if (random.nextInt(3) == 0) {
            json.put("labels", List.of(of(LABELS), of(LABELS)));
        }
        if (random.nextInt(8) == 0) {
            json.put("valid_until", moment());
        }
        switch (type) {
            case "relationship" ->
                json.put("relationship_type", "uses").put("source_ref", of(ids)).put("target_ref", of(ids));
            case "sighting" -> json.put("sighting_of_ref", of(ids)).put("last_seen", moment());
            case "indicator" ->
                json.put("name", of(WORDS) + " " + of(WORDS))
                        .put("pattern", pattern())
                        .put("pattern_type", "stix")
                        .put("valid_from", moment());
            default -> texts(json, type);
        }
        return StixObject.of((JsonObject) Json.read(Json.write(json.build())));
    }

    private void texts(JsonObject.Builder json, String type) {
        json.put("name", of(WORDS)).put("description", of(WORDS) + ", " + of(WORDS) + "\n" + of(WORDS));
        if (random.nextBoolean()) {
            json.put("aliases", List.of(of(WORDS), of(WORDS)));
        }
        if (type.equals("report")) {
            json.put("object_refs", List.of(of(ids), of(ids)));
        }
        if (type.equals("attack-pattern")) {
            json.putAll((JsonObject)
                    Json.read("{\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"%s\"}]}"
                            .formatted(random.nextBoolean() ? "T1566" : "T1566.00" + random.nextInt(3))));
        }
    }

    private String pattern() {
        return switch (random.nextInt(5)) {
            case 0 -> "[domain-name:value = 'evil.example' OR domain-name:value = 'sub.evil.example']";
            case 1 -> "[url:value = 'https://evil.example/Path']";
            case 2 -> "[ipv4-addr:value = '10.1.2.3']";
            case 3 -> "[email-addr:value = 'someone@mail.example']";
            default -> "[ipv4-addr:value = '10.0.0.0/8']";
        };
    }

    private String moment() {
        return switch (random.nextInt(12)) {
            case 0 -> "9999-12-31T23:59:59.999Z";
            case 1 -> "0001-01-01T00:00:00Z";
            case 2 -> "2026-11-25T08:00:00.123456789Z";
            case 3 -> "2026-11-25T08:00:00.1234567891Z";
            case 4 -> "2026-11-25T08:00:00Z";
            case 5 -> "2026-11-25T08:00:00.000Z";
            default -> "2026-11-%02dT%02d:00:00.5Z".formatted(1 + random.nextInt(25), random.nextInt(24));
        };
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
