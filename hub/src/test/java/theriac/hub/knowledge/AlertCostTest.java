package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Accounts;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What a thousand questions of which people are told cost for each object, and that it does not grow with the store.
class AlertCostTest {

    private static final Logger LOG = LoggerFactory.getLogger(AlertCostTest.class);
    private static final int OBJECTS = 4_000;
    private static final int PEOPLE = 10;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static int number;

    @org.junit.jupiter.api.BeforeEach
    void nobodyWatches() {
        HUB.part(Database.class).jdbc().sql("delete from query_watch").update();
    }

    @Test
    void aThousandQuestionsCostLittleAndNoMoreInALargerStore() {
        var cert = HUB.organization("Cert", "cert");
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert.key());
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", audience))
                .key();
        for (int i = 0; i < PEOPLE; i++) {
            HUB.person(cert, "p" + i, Set.of(Role.ANALYST));
        }
        double none = perObject(store, source, audience);
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            watch("p" + i, n -> question(person * 100 + n));
        }
        perObject(store, source, audience);
        double small = perObject(store, source, audience);
        for (int i = 0; i < 8; i++) {
            claim(store, source, audience);
        }
        settled(store);
        double large = perObject(store, source, audience);
        LOG.info(
                "alerts, microseconds for each object: nobody watches {}, 1,000 questions {}, in a store four times as large {}",
                Math.round(none),
                Math.round(small),
                Math.round(large));
        long told = HUB.part(Database.class)
                .jdbc()
                .sql("select count(*) from query_alert")
                .query(Long.class)
                .single();
        assertThat(told).isPositive();
        assertThat(large).isLessThan(5_000).isLessThan(3 * small + 200);
    }

    /// A hundred questions that others decide, of which some fit: in a feed of indicators, each with a relationship to
    /// one of a hundred actors, a tenth of it seen.
    @Test
    void questionsThatOthersDecideCostLittleAndNoMoreInALargerStore() {
        var cert = HUB.organization("Partner", "partner");
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert.key());
        long source = store.sources()
                .register(new NewSource(cert.key(), "Linked feed", "stix", audience))
                .key();
        var actors = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            actors.add("intrusion-set--" + UUID.randomUUID());
            claim(store, source, audience, List.of(object(actors.get(i), "\"name\":\"Actor number%d\"".formatted(i))));
        }
        HUB.person(cert, "first", Set.of(Role.ANALYST));
        HUB.person(cert, "second", Set.of(Role.ANALYST));
        watch("first", AlertCostTest::ofOthers);
        watch("second", AlertCostTest::ofOthers);
        linked(store, source, audience, actors);
        settled(store);
        double small = perLinked(store, source, audience, actors);
        for (int i = 0; i < 4; i++) {
            linked(store, source, audience, actors);
        }
        settled(store);
        double large = perLinked(store, source, audience, actors);
        LOG.info(
                "alerts on what others decide, microseconds for each object: 100 questions {}, in a store three times as large {}",
                Math.round(small),
                Math.round(large));
        assertThat(large).isLessThan(20_000).isLessThan(3 * small + 500);
    }

    /// Of each field that others decide, as people ask.
    private static String ofOthers(int i) {
        return switch (i % 5) {
            case 0 -> "actor:number" + i + " type:indicator";
            case 1 -> "technique:T" + (1500 + i);
            case 2 -> "seen:7d type:indicator label:c" + i % 50;
            case 3 -> "score>=" + (60 + i % 40) + " type:indicator label:c" + i % 50;
            default -> "label:listed* type:indicator";
        };
    }

    private static double perLinked(Store store, long source, Audience audience, List<String> actors) {
        settled(store);
        int objects = linked(store, source, audience, actors);
        long begun = System.nanoTime();
        settled(store);
        return (System.nanoTime() - begun) / 1_000.0 / objects;
    }

    private static int linked(Store store, long source, Audience audience, List<String> actors) {
        var objects = new ArrayList<StixObject>();
        for (int i = 0; i < OBJECTS / 2; i++) {
            number++;
            var id = "indicator--" + UUID.randomUUID();
            objects.add(indicator(id));
            objects.add(object(
                    "relationship--" + UUID.randomUUID(),
                    "\"relationship_type\":\"indicates\",\"source_ref\":\"%s\",\"target_ref\":\"%s\""
                            .formatted(id, actors.get(i % actors.size()))));
            if (i % 10 == 0) {
                objects.add(object(
                        "sighting--" + UUID.randomUUID(),
                        "\"sighting_of_ref\":\"%s\",\"last_seen\":\"%s\"".formatted(id, java.time.Instant.now())));
            }
        }
        claim(store, source, audience, objects);
        return objects.size();
    }

    private static StixObject object(String id, String properties) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"%s","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z",%s}""".formatted(id.substring(0, id.indexOf("--")), id, properties)));
    }

    private static void watch(String login, java.util.function.IntFunction<String> questions) {
        var database = HUB.part(Database.class);
        long account = HUB.part(Accounts.class).find(login).orElseThrow().key();
        for (int i = 0; i < 100; i++) {
            var text = questions.apply(i);
            database.jdbc()
                    .sql("""
                            with q as (
                              insert into saved_query (public_id, organization_id, account_id, name, query, shared, at)
                              select gen_random_uuid(), a.organization_id, a.id, :name, :text, false, now()
                              from account a where a.id = :account returning id)
                            insert into query_watch (query_id, account_id, since, looked, mail, mailed)
                            select q.id, :account, (select seq from ledger_head), 0, 'none', 0 from q""")
                    .param("account", account)
                    .param("name", "n" + i)
                    .param("text", text)
                    .update();
        }
    }

    /// As people ask: for values, words, labels, a kind above a figure, everything below a domain.
    private static String question(int i) {
        return switch (i % 10) {
            case 0, 1, 2 -> "value:host" + i + ".watched.example";
            case 3, 4 -> "emotet" + i + " OR \"grey ferret " + i + "\"";
            case 5 -> "label:campaign-" + i;
            case 6 -> "type:malware confidence>=" + i % 100;
            case 7 -> "value:*.brand" + i + ".example";
            case 8 -> "type:indicator source:partner" + i;
            default -> "confidence>=99 tlp<=green type:indicator label:c" + i % 7;
        };
    }

    private static double perObject(Store store, long source, Audience audience) {
        settled(store);
        claim(store, source, audience);
        long begun = System.nanoTime();
        settled(store);
        return (System.nanoTime() - begun) / 1_000.0 / OBJECTS;
    }

    private static void settled(Store store) {
        long head = store.ledger().head();
        while (HUB.part(Alerts.class).advance()) {
            assertThat(head).isPositive();
        }
    }

    private static void claim(Store store, long source, Audience audience) {
        var objects = new ArrayList<StixObject>();
        for (int i = 0; i < OBJECTS; i++) {
            number++;
            objects.add(indicator("indicator--" + UUID.randomUUID()));
        }
        claim(store, source, audience, objects);
    }

    private static StixObject indicator(String id) {
        return StixObject.of((JsonObject) Json.read("""
                    {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                     "name":"Host %d","modified":"2026-11-01T10:00:00.000Z","labels":["c%d"],
                     "pattern":"[domain-name:value = 'host%d.watched.example']","pattern_type":"stix",
                     "valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, number, number % 50, number % 5_000)));
    }

    private static void claim(Store store, long source, Audience audience, List<StixObject> objects) {
        var batch = new ArrayList<Candidate>();
        for (var object : objects) {
            batch.add(new Candidate(object, audience, batch.size() % 101));
        }
        for (int i = 0; i < batch.size(); i += 1_000) {
            store.claims()
                    .claim(new ClaimBatch(
                            source, null, List.copyOf(batch.subList(i, Math.min(batch.size(), i + 1_000)))));
        }
    }
}
