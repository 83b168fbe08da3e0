package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Audience;
import theriac.hub.policy.RandomPolicy;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Law 2 and 3 for marked parts (ADR 039), over random objects, sources and viewers: who gets an object is allowed by
/// every marking on it as if it stood there alone, in Java and in SQL; and what she gets is what came, to the byte.
class RandomMarkingsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final int SOURCES = 10;
    private static final int OBJECTS = 60;
    private static final int VIEWERS = 120;
    private static final List<String> SELECTORS = List.of(
            "name", "description", "labels", "labels.[1]", "external_references.[0].url", "created", "pattern", "id");
    private static final Map<Tlp, String> FIRST = Map.of(
            Tlp.CLEAR, "613f2e26-407d-48c7-9eca-b8e91df99dc9",
            Tlp.GREEN, "34098fce-860f-48ae-8e50-ebd3cc5e41da",
            Tlp.AMBER, "f88d31f6-486f-44da-b317-01333bde0b82",
            Tlp.RED, "5e57c739-391a-4eb3-b6be-7d15ca92d5ed");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /// @param tlps on the object and on its parts
    /// @param paps likewise
    private record Marked(String text, Source source, List<Tlp> tlps, List<Pap> paps) {

        StixId id() {
            return StixId.of(text.substring(text.indexOf("indicator--"), text.indexOf("indicator--") + 47));
        }
    }

    @Test
    void everyMarkingMustAllowItAndNothingIsCut() {
        var keys = IntStream.range(0, 6)
                .mapToObj(n -> HUB.organization("Organisation " + n, "hospital").key())
                .toList();
        var policy = new RandomPolicy(random, keys);
        var objects = new HashMap<StixId, Marked>();
        for (int n = 0; n < SOURCES; n++) {
            delivered(source(n, policy.audience())).forEach(each -> objects.put(each.id(), each));
        }
        var audiences = audiences(objects);
        int given = 0;
        for (int n = 0; n < VIEWERS; n++) {
            var viewer = policy.viewer();
            var expected = allowed(viewer, Use.READ, objects);
            var seen = HUB.part(Store.class).objects().contents(viewer, objects.keySet());
            assertThat(seen.stream()
                            .map(each -> each.object().id().text())
                            .sorted()
                            .toList())
                    .as("seed %d, SQL, %s", seed, viewer)
                    .isEqualTo(expected);
            seen.forEach(each -> assertThat(each.object().text())
                    .as("seed %d, whole or not at all", seed)
                    .isEqualTo(objects.get(each.object().id()).text()));
            for (var use : Use.values()) {
                assertThat(objects.keySet().stream()
                                .filter(id -> Visibility.allows(viewer, use, audiences.get(id)))
                                .map(StixId::text)
                                .sorted()
                                .toList())
                        .as("seed %d, Java, %s, to %s", seed, viewer, use)
                        .isEqualTo(allowed(viewer, use, objects));
            }
            given += expected.size();
        }
        assertThat(given).as("seed %d", seed).isBetween(VIEWERS * OBJECTS, VIEWERS * SOURCES * OBJECTS * 9 / 10);
    }

    private static Map<StixId, Audience> audiences(Map<StixId, Marked> objects) {
        var store = HUB.part(Store.class);
        return store.objects().contents(Viewer.system("what was stored"), objects.keySet()).stream()
                .collect(Collectors.toMap(
                        each -> each.object().id(),
                        each -> store.audiences().load(each.summary().audience())));
    }

    private static List<String> allowed(Viewer viewer, Use use, Map<StixId, Marked> objects) {
        return objects.entrySet().stream()
                .filter(each -> viewer instanceof Viewer.System && use == Use.READ || may(viewer, use, each.getValue()))
                .map(each -> each.getKey().text())
                .sorted()
                .toList();
    }

    /// The reference: each marking alone. TLP:RED names its people for the object that bears it, whatever else it
    /// bears.
    private static boolean may(Viewer viewer, Use use, Marked object) {
        var said = object.source().audience();
        boolean usable = Stream.concat(object.paps().stream(), said.pap().stream())
                .allMatch(pap -> use.permits(Optional.of(pap)));
        var tlps = object.tlps().contains(Tlp.RED) ? List.of(Tlp.RED) : object.tlps();
        boolean visible = tlps.isEmpty()
                ? Visibility.allows(viewer, said)
                : tlps.stream().allMatch(tlp -> Visibility.allows(viewer, alone(tlp, said)));
        return usable && visible;
    }

    private static Audience alone(Tlp tlp, Audience said) {
        return tlp.compareTo(Tlp.GREEN) <= 0 ? Audience.of(tlp, said.owner()) : said.withTlp(tlp);
    }

    private Source source(int number, Audience audience) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(audience.owner(), "source " + number, "stix", audience));
    }

    private List<Marked> delivered(Source source) {
        var definitions = new ArrayList<String>();
        var marked = new ArrayList<Marked>();
        for (int n = 0; n < OBJECTS; n++) {
            marked.add(object(source, definitions));
        }
        var all = new ArrayList<>(definitions);
        marked.forEach(each -> all.add(each.text()));
        // A bundle has no order (STIX 2.1 §8).
        Collections.shuffle(all, random);
        var bundle = "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                .formatted(UUID.randomUUID(), String.join(",", all));
        var run = HUB.part(Ingest.class)
                .take(source, "d.json", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        assertThat(run.state()).as(run.toString()).isEqualTo("done");
        assertThat(run.counts().rejected()).as("seed %d", seed).isZero();
        return marked;
    }

    private Marked object(Source source, List<String> definitions) {
        var tlps = new ArrayList<Tlp>();
        var paps = new ArrayList<Pap>();
        var whole = random.nextInt(4) == 0 ? "" : "\"object_marking_refs\":[\"%s\"],".formatted(tlp(tlps, definitions));
        var parts = new ArrayList<String>();
        for (int n = random.nextInt(4); n > 0; n--) {
            parts.add("{%s,\"selectors\":[\"%s\"]}"
                    .formatted(part(tlps, paps, definitions), SELECTORS.get(random.nextInt(SELECTORS.size()))));
        }
        var text = """
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"A name","description":"Words","labels":["one","two"],
                 %s"external_references":[{"source_name":"x","url":"https://x.example/"}],
                 "pattern":"[domain-name:value = 'x.example']","pattern_type":"stix",%s
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(
                        UUID.randomUUID(),
                        whole,
                        parts.isEmpty() ? "" : "\"granular_markings\":[" + String.join(",", parts) + "],");
        return new Marked(text, source, tlps, paps);
    }

    private String part(List<Tlp> tlps, List<Pap> paps, List<String> definitions) {
        return switch (random.nextInt(6)) {
            case 0 -> "\"lang\":\"nl\"";
            case 1 -> "\"marking_ref\":\"%s\"".formatted(pap(paps, definitions));
            case 2 -> "\"marking_ref\":\"%s\"".formatted(own("A statement", definitions));
            default -> "\"marking_ref\":\"%s\"".formatted(tlp(tlps, definitions));
        };
    }

    private String tlp(List<Tlp> tlps, List<String> definitions) {
        var tlp = Tlp.values()[random.nextInt(Tlp.values().length)];
        tlps.add(tlp);
        int how = random.nextInt(3);
        if (how == 0) {
            return own(tlp.label(), definitions);
        }
        return how == 1 && FIRST.containsKey(tlp)
                ? "marking-definition--" + FIRST.get(tlp)
                : tlp.markingId().text();
    }

    private String pap(List<Pap> paps, List<String> definitions) {
        var pap = Pap.values()[random.nextInt(Pap.values().length)];
        paps.add(pap);
        return random.nextBoolean()
                ? own(pap.label(), definitions)
                : pap.markingId().text();
    }

    private static String own(String name, List<String> definitions) {
        var id = "marking-definition--" + UUID.randomUUID();
        definitions.add("""
                {"type":"marking-definition","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "name":"%s","definition_type":"statement","definition":{"statement":"custom"}}""".formatted(id, name));
        return id;
    }
}
