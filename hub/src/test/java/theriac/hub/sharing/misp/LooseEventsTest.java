package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Parties;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Indicators that are in no report, in the feed of a recipient.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LooseEventsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static void take(Organization owner, Tlp label, String... objects) {
        var source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(owner.key(), "loose " + label, "stix", Audience.of(label, owner.key())));
        var bundle = "{\"type\":\"bundle\",\"id\":\"bundle--cf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5\",\"objects\":[%s]}"
                .formatted(String.join(",", objects));
        HUB.part(Ingest.class).take(source, "x", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
    }

    private static String id(int number) {
        return "indicator--cf0e1d2c-3b4a-4c5d-8e6f-%012d".formatted(number);
    }

    private static String indicator(int number, String day, String modified) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"%sT08:00:00.000Z","modified":"%s",
                 "created_by_ref":"identity--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","valid_from":"%2$sT08:00:00Z",
                 "pattern":"[domain-name:value = 'loose-%d.example']","pattern_type":"stix"}""".formatted(id(number), day, modified, number);
    }

    private static String indicator(int number, String day) {
        return indicator(number, day, day + "T08:00:00.000Z");
    }

    private static final String AUTHOR = """
            {"type":"identity","spec_version":"2.1","id":"identity--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","name":"Vendor",
             "created":"2026-05-28T00:00:00.000Z","modified":"2026-05-28T00:00:00.000Z","identity_class":"organization"}""";

    private static JsonObject manifest(String token) {
        return (JsonObject)
                Json.read(HUB.ask(token, "/lists/misp/manifest.json").body());
    }

    /// What is found is kept for a moment: asked again until it is as it should be.
    private static JsonObject manifest(String token, int events, String within) {
        while (true) {
            var manifest = manifest(token);
            if (manifest.size() == events && Json.write(manifest).contains(within)) {
                return manifest;
            }
            Thread.onSpinWait();
        }
    }

    private static JsonObject event(String token, String uuid) {
        var body = HUB.ask(token, "/lists/misp/" + uuid + ".json").body();
        return ((JsonObject) Json.read(body)).object("Event").orElseThrow();
    }

    private static List<String> values(JsonObject event) {
        return event.array("Attribute").map(JsonArray::objects).orElse(List.of()).stream()
                .map(attribute -> attribute.text("value").orElse(""))
                .sorted()
                .toList();
    }

    private static String of(JsonObject manifest, String date) {
        return manifest.members().stream()
                .filter(member ->
                        ((JsonObject) member.value()).text("date").orElse("").equals(date))
                .map(JsonObject.Member::name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theyStandInAnEventForEachAuthorAndDayThatChangesWithThem() {
        var cert = HUB.organization("Cert", "cert");
        var hospital = HUB.token(HUB.organization("Hospital", "hospital"), Scope.LISTS);
        var lab = HUB.token(HUB.organization("Lab", "lab"), Scope.LISTS);
        take(
                cert,
                Tlp.GREEN,
                AUTHOR,
                indicator(1, "2026-05-28"),
                indicator(2, "2026-05-28"),
                indicator(3, "2026-05-29"));
        take(cert, Tlp.RED, indicator(9, "2026-05-28"));
        var first = manifest(hospital);
        assertThat(first.size())
                .as("two days, and nothing of what is not for this recipient")
                .isEqualTo(2);
        var day = of(first, "2026-05-28");
        var event = event(hospital, day);
        assertThat(values(event)).containsExactly("loose-1.example", "loose-2.example");
        assertThat(event.object("Orgc").orElseThrow().text("name")).contains("Vendor");
        assertThat(event.text("distribution")).contains("1");
        assertThat(Json.write(event)).contains("tlp:green");
        assertThat(of(manifest(lab), "2026-05-28"))
                .as("what is in it is for this recipient, and so is its uuid")
                .isNotEqualTo(day);
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(Viewer.system("test"), 0, 1_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .as("each indicator that was taken is on record")
                .extracting(row -> row.object().map(StixId::text).orElse(""))
                .contains(id(1), id(2))
                .doesNotContain(id(3), id(9));
        assertThat(HUB.ask(hospital, "/lists/misp/hashes.csv").body().lines()).hasSize(3);

        take(cert, Tlp.GREEN, indicator(4, "2026-05-29", "2026-06-01T00:00:00.000Z"));
        var second = manifest(hospital, 2, "1780272000");
        assertThat(second.names()).as("the same uuids").containsExactlyElementsOf(first.names());
        assertThat(Json.write(second.object(day).orElseThrow()))
                .as("a day without news is as it was")
                .isEqualTo(Json.write(first.object(day).orElseThrow()));
        assertThat(values(event(hospital, of(second, "2026-05-29")))).contains("loose-3.example", "loose-4.example");

        take(cert, Tlp.GREEN, """
                {"type":"report","spec_version":"2.1","id":"report--bf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5",
                 "created":"2026-05-28T00:00:00.000Z","modified":"2026-05-28T00:00:00.000Z","name":"A report",
                 "published":"2026-05-28T00:00:00Z","object_refs":["%s","%s"]}""".formatted(id(1), id(2)));
        var third = manifest(hospital, 2, "A report");
        assertThat(third.names())
                .as("what is in a report now stands there alone")
                .doesNotContain(day)
                .contains("bf0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5");
    }

    /// A day of too many for one event is divided by the ids alone: what came before stays where it is.
    @Test
    void aDayOfTooManyIsDividedByARuleThatKeepsEachInItsPart() {
        var owner = HUB.organization("Many", "lab");
        var many = new String[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = indicator(100 + i, "2026-05-30");
        }
        take(owner, Tlp.AMBER_STRICT, many);
        var reader = HUB.part(Parties.class).viewer(owner.key());
        var whole = parts(reader, 12);
        assertThat(whole).hasSize(1);
        var divided = parts(reader, 11);
        assertThat(divided)
                .hasSizeGreaterThan(1)
                .doesNotContainKeys(whole.keySet().iterator().next());
        take(owner, Tlp.AMBER_STRICT, indicator(200, "2026-05-30"));
        var more = parts(reader, 11);
        divided.forEach((uuid, values) -> assertThat(more.get(uuid)).containsAll(values));
        assertThat(more.values().stream().mapToInt(List::size).sum()).isEqualTo(13);
    }

    private static Map<UUID, List<String>> parts(Viewer.Party reader, int undivided) {
        var parts = new HashMap<UUID, List<String>>();
        new LooseEvents(HUB.part(MispEvents.class), HUB.part(Parties.class), Clock.systemUTC(), undivided)
                .each(reader, event -> {
                    if (event.json().text("date").filter("2026-05-30"::equals).isPresent()) {
                        parts.put(event.uuid(), values(event.json()));
                    }
                });
        return parts;
    }
}
