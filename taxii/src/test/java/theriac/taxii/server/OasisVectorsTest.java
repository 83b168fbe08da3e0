package theriac.taxii.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.contract.DirectCalls;
import theriac.taxii.contract.Reply;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.server.TaxiiCollection.Access;
import theriac.testkit.FixedClock;
import theriac.testkit.Vectors;

/// The OASIS server scenarios, each on fresh data. Where the reference server and the text differ, the text wins:
/// bodies of errors and addresses of API roots are not compared.
class OasisVectorsTest {

    private static final Instant NOW = Instant.parse("2026-04-20T09:00:00Z");
    private static final String FOLDER = "conformance/taxii/";

    /// Members of expected bodies that are not compared, with the reason.
    private static final Map<String, String> NOT_COMPARED = Map.of(
            "api_roots", "the reference server gives plain http addresses, which §4.1.1 forbids",
            "title", "for errors the wording is free (§3.6.1); for discovery and roots it is the data's own",
            "description", "for errors the wording is free (§3.6.1)");

    @TestFactory
    Stream<DynamicTest> everyScenarioAnswersAsRecorded() {
        JsonObject data = (JsonObject) Json.read(Vectors.text(FOLDER + "default_data.json"));
        JsonArray cases = (JsonArray) Json.read(Vectors.text(FOLDER + "cases.json"));
        assertThat(cases.size()).isGreaterThanOrEqualTo(47);
        return cases.objects().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.text("name").orElseThrow(), () -> new Scenario(server(data)).run(one)));
    }

    private static TaxiiServer<String> server(JsonObject data) {
        FixedClock clock = FixedClock.at(NOW);
        InMemoryCollections store = new InMemoryCollections("Some TAXII Server", clock);
        for (String name : List.of("trustgroup1", "api1", "api2")) {
            JsonObject root = data.object(name).orElseThrow();
            JsonObject about = root.object("information").orElseThrow();
            ApiRoot added = new ApiRoot(
                    "/" + name + "/",
                    about.text("title").orElseThrow(),
                    about.text("description"),
                    about.integer("max_content_length").orElseThrow());
            store.add(added);
            root.array("collections").orElseThrow().objects().forEach(one -> fill(store, added, one));
        }
        return new TaxiiServer<>(store, TaxiiSettings.standard().withPageLimit(20), clock);
    }

    private static void fill(InMemoryCollections store, ApiRoot root, JsonObject json) {
        UUID id = UUID.fromString(json.text("id").orElseThrow());
        Set<Access> access = EnumSet.noneOf(Access.class);
        if (json.bool("can_read").orElseThrow()) {
            access.add(Access.READ);
        }
        if (json.bool("can_write").orElseThrow()) {
            access.add(Access.WRITE);
        }
        store.add(
                root,
                new TaxiiCollection(
                        id,
                        json.text("title").orElseThrow(),
                        json.text("description"),
                        Optional.empty(),
                        access,
                        json.array("media_types").orElseThrow().texts()));
        Map<String, Instant> dates = new HashMap<>();
        for (JsonObject record : json.array("manifest").orElseThrow().objects()) {
            dates.put(
                    record.text("id").orElseThrow() + record.text("version").orElseThrow(),
                    Instant.parse(record.text("date_added").orElseThrow()));
        }
        record Dated(StixObject object, Instant date) {}
        json.array("objects").orElseThrow().objects().stream()
                .map(StixObject::of)
                .map(object -> new Dated(object, dates.get(object.id().text() + object.version())))
                .sorted(Comparator.comparing(Dated::date))
                .forEach(dated -> store.put(id, dated.object(), dated.date()));
    }

    private static final class Scenario {

        private final TaxiiServer<String> server;
        private final List<Reply> replies = new ArrayList<>();

        Scenario(TaxiiServer<String> server) {
            this.server = server;
        }

        void run(JsonObject scenario) {
            scenario.array("steps").orElseThrow().objects().forEach(this::step);
        }

        private void step(JsonObject step) {
            Map<String, String> headers = new LinkedHashMap<>();
            JsonObject given = step.object("headers").orElseThrow();
            given.names()
                    .forEach(name -> headers.put(
                            name.toLowerCase(Locale.ROOT), given.text(name).orElseThrow()));
            byte[] body = step.find("body")
                    .map(value -> Json.write(value).getBytes(StandardCharsets.UTF_8))
                    .orElse(new byte[0]);
            String caller = step.text("auth").orElseThrow().equals("valid") ? "valid" : InMemoryCollections.ANONYMOUS;
            String path = filled(step.text("path").orElseThrow());
            Reply reply = DirectCalls.send(
                    server, caller, step.text("method").orElseThrow(), path, headers, body, Length.DECLARED);
            replies.add(reply);
            compare(path, reply, step.object("expect").orElseThrow());
        }

        private String filled(String text) {
            String filled = text.replace("{{now}}", TaxiiTimestamp.text(NOW));
            for (int i = 0; i < replies.size(); i++) {
                for (String member : List.of("next", "id")) {
                    String mark = "{{step" + (i + 1) + "." + member + "}}";
                    if (filled.contains(mark)) {
                        filled = filled.replace(
                                mark, replies.get(i).json().text(member).orElseThrow());
                    }
                }
            }
            return filled;
        }

        private static void compare(String path, Reply reply, JsonObject expected) {
            assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo((int)
                    expected.integer("status").orElseThrow());
            expected.object("headers")
                    .ifPresent(headers -> headers.names()
                            .forEach(name -> assertThat(reply.header(name.toLowerCase(Locale.ROOT)))
                                    .contains(headers.text(name)
                                            .orElseThrow()
                                            .replace("<now>", TaxiiTimestamp.text(NOW)))));
            if (reply.status() >= 400 || reply.body().length == 0) {
                return;
            }
            assertThat(reply.header("content-type")).isEqualTo(expected.text("content_type"));
            expected.bool("more").ifPresent(more -> assertThat(reply.more()).isEqualTo(more));
            expected.array("object_ids")
                    .ifPresent(ids -> assertThat(reply.ids()).isEqualTo(ids.texts()));
            expected.array("object_versions")
                    .filter(v -> !reply.ids().isEmpty())
                    .ifPresent(versions -> assertThat(versionsOf(reply))
                            .isEqualTo(versions.values().stream()
                                    .map(v -> v instanceof JsonString s ? s.text() : "")
                                    .toList()));
            expected.array("versions")
                    .filter(v -> !path.endsWith("/trustgroup1/"))
                    .ifPresent(versions -> assertThat(reply.texts("versions")).isEqualTo(versions.texts()));
            expected.array("collections").ifPresent(list -> compareAll(reply.list("collections"), list.objects()));
            expected.array("body_keys")
                    .filter(keys -> keys.texts().contains("more"))
                    .ifPresent(keys -> assertThat(withoutNext(reply))
                            .containsExactlyInAnyOrderElementsOf(keys.texts().stream()
                                    .filter(k -> !k.equals("next"))
                                    .toList()));
            expected.object("body").ifPresent(body -> compareMembers(reply.json(), body));
        }

        private static List<String> withoutNext(Reply reply) {
            return reply.json().names().stream().filter(k -> !k.equals("next")).toList();
        }

        private static List<String> versionsOf(Reply reply) {
            return reply.list("objects").stream()
                    .map(o -> o.text("version")
                            .or(() -> o.text("modified"))
                            .or(() -> o.text("created"))
                            .orElse(""))
                    .toList();
        }

        private static void compareAll(List<JsonObject> actual, List<JsonObject> expected) {
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                compareMembers(actual.get(i), expected.get(i));
            }
        }

        private static void compareMembers(JsonObject actual, JsonObject expected) {
            for (String name : expected.names()) {
                if (!NOT_COMPARED.containsKey(name)) {
                    assertThat(actual.find(name)).as(name).isEqualTo(expected.find(name));
                }
            }
        }
    }
}
