package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.testkit.Vectors;

/// Laws that hold for any data, tried on seeded mutations. the profile `nightly` tries a million.
class MutationTest {

    private static final int MUTATIONS = Integer.getInteger("theriac.mutations", 10_000);
    private static final JsonLimits LIMITS = JsonLimits.standard();

    private static final List<String> SAMPLES = List.of("""
            {"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
            "created":"2026-04-06T20:03:48.000Z","modified":"2026-04-06T20:03:48.000Z","name":"Bad","labels":["a","b"],
            "pattern":"[domain-name:value = 'a.example']","pattern_type":"stix","valid_from":"2026-04-06T20:03:48Z",
            "granular_markings":[{"lang":"nl","selectors":["labels.[0]"]}],"confidence":50,
            "external_references":[{"source_name":"x","url":"https://a.example/"}]}""", """
            {"type":"network-traffic","id":"network-traffic--630d7bb1-0bbc-53a6-a6d4-f3c2d35c2734","src_ref":
            "ipv4-addr--e42c19c8-f9fe-5ae9-9fc8-22c398f78fb7","protocols":["ipv4","tcp","http"],"src_port":80,
            "extensions":{"http-request-ext":{"request_method":"get","request_value":"/","request_header":
            {"Accept":["x"]}}},"start":"2026-04-06T20:03:48Z","end":"2026-04-06T20:03:49.5Z","is_active":false}""", """
            {"type":"observed-data","id":"observed-data--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
            "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
            "first_observed":"2026-01-01T00:00:00Z","last_observed":"2026-01-01T00:00:00Z","number_observed":1,
            "objects":{"0":{"type":"file","name":"a","parent_directory_ref":"1","hashes":{"MD5":
            "aaaabbbbccccddddeeeeffff00001111"}},"1":{"type":"directory","path":"/tmp","contains_refs":["0"]}}}""", """
            {"type":"marking-definition","spec_version":"2.1","id":
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9","created":"2017-01-20T00:00:00.000Z",
            "definition_type":"tlp","definition":{"tlp":"white"}}""", """
            {"type":"language-content","spec_version":"2.1","id":
            "language-content--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f","created":"2026-01-01T00:00:00.000Z",
            "modified":"2026-01-01T00:00:00.000Z","object_ref":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
            "contents":{"nl":{"name":"Naam","labels":["x",""]}}}""");

    private final Random random = new Random(20261124);

    @Test
    void validationAndUpgradeNeverThrowOnMutatedTrees() {
        List<JsonObject> samples = new ArrayList<>();
        SAMPLES.forEach(text -> samples.add((JsonObject) Json.read(text)));
        samples.addAll(ClauseVectorsTest.sampleObjects());
        tryMutations(samples, MUTATIONS);
    }

    /// Objects as they are published: ATT&CK for ICS, and the cases of the OASIS validator, broken ones included.
    @Test
    void validationAndUpgradeNeverThrowOnMutatedRealObjects() {
        List<JsonObject> real = new ArrayList<>();
        Json.parse(Vectors.text("knowledge/attack/ics-attack-18.1.json.gz"), LIMITS)
                .object()
                .flatMap(bundle -> bundle.array("objects"))
                .ifPresent(objects -> real.addAll(objects.objects()));
        SharedData.objects("conformance/stix-objects/validator-cases.json")
                .forEach(one -> one.object("object").ifPresent(real::add));
        assertThat(real).hasSizeGreaterThan(2000);
        tryMutations(real, MUTATIONS);
    }

    private void tryMutations(List<JsonObject> samples, int mutations) {
        for (int i = 0; i < mutations; i++) {
            JsonValue mutant = samples.get(i % samples.size());
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutant = mutated(mutant);
            }
            assertThat(Validation.validate(mutant)).isNotNull();
            assertThat(Validation.advise(mutant)).isNotNull();
            Optional<StixObject> object = mutant instanceof JsonObject json ? StixObject.find(json) : Optional.empty();
            object.map(Upgrade::toV21).ifPresent(u -> assertThat(u.findings()).isNotNull());
            object.ifPresent(o -> assertThat(o.references()).isNotNull());
            object.ifPresent(o -> assertThat(Markings.all(o)).isNotNull());
        }
    }

    @Test
    void readingNeverThrowsOnMutatedBytes() throws IOException {
        byte[] bundle = ("{\"type\":\"bundle\",\"objects\":[" + String.join(",\n", SAMPLES) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        Counting counting = new Counting();
        for (int i = 0; i < MUTATIONS / 10; i++) {
            byte[] mutant = bundle.clone();
            for (int change = random.nextInt(5); change >= 0; change--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            int end = random.nextInt(3) == 0 ? random.nextInt(mutant.length) : mutant.length;
            BundleReader.read(new ByteArrayInputStream(Arrays.copyOf(mutant, end)), LIMITS, counting);
        }
        assertThat(counting.objects).isPositive();
        assertThat(counting.rejected).isPositive();
    }

    private static final class Counting implements BundleSink {
        private int objects;
        private int rejected;

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects++;
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            rejected++;
            assertThat(findings).isNotEmpty();
        }

        @Override
        public void finding(Finding finding) {}
    }

    @Test
    void canonicalJsonIsAFixedPoint() {
        for (int i = 0; i < MUTATIONS / 10; i++) {
            JsonValue value = mutated(Json.read(SAMPLES.get(i % SAMPLES.size())));
            byte[] once = Json.canonical(value);
            JsonValue read = Json.parse(once, LIMITS).value().orElseThrow();
            assertThat(Json.canonical(read)).isEqualTo(once);
            assertThat(Json.canonical(shuffled(value))).isEqualTo(once);
        }
    }

    @Test
    void anIdDoesNotDependOnTheOrderOfKeys() {
        JsonObject traffic = (JsonObject) Json.read(SAMPLES.get(1));
        StixId id = DeterministicIds.sco(traffic);
        for (int i = 0; i < 1000; i++) {
            assertThat(DeterministicIds.sco((JsonObject) shuffled(traffic))).isEqualTo(id);
        }
    }

    private JsonValue shuffled(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                List<JsonObject.Member> members = new ArrayList<>(object.members());
                Collections.shuffle(members, random);
                JsonObject.Builder out = JsonObject.builder();
                members.forEach(m -> out.put(m.name(), shuffled(m.value())));
                yield out.build();
            }
            case JsonArray array ->
                JsonArray.of(array.values().stream().map(this::shuffled).toList());
            default -> value;
        };
    }

    private JsonValue mutated(JsonValue value) {
        if (value instanceof JsonObject object && object.size() > 0 && random.nextInt(10) > 0) {
            JsonObject.Member member = object.members().get(random.nextInt(object.size()));
            return switch (random.nextInt(5)) {
                case 0 -> object.without(member.name());
                case 1 -> object.with(member.name(), anything());
                case 2 -> object.with(member.name() + random.nextInt(3), member.value());
                default -> object.with(member.name(), mutated(member.value()));
            };
        }
        if (value instanceof JsonArray array && array.size() > 0 && random.nextInt(10) > 0) {
            List<JsonValue> values = new ArrayList<>(array.values());
            int place = random.nextInt(values.size());
            values.set(place, random.nextBoolean() ? anything() : mutated(values.get(place)));
            return JsonArray.of(values);
        }
        if (value instanceof JsonString(String text) && !text.isEmpty() && random.nextBoolean()) {
            int at = random.nextInt(text.length());
            return new JsonString(text.substring(0, at) + (char) random.nextInt(32, 500) + text.substring(at + 1));
        }
        return anything();
    }

    private JsonValue anything() {
        List<String> texts = List.of(
                "", "x", "indicator", "tlp", "[0]", "2.1", "2026-01-01T00:00:00.000Z", "bundle", "stix", "\u202e");
        return switch (random.nextInt(9)) {
            case 0 -> JsonNull.NULL;
            case 1 -> new JsonNumber("1e400".substring(0, random.nextInt(1, 4)).replaceAll("e$", ""));
            case 2 -> JsonNumber.of(random.nextLong());
            case 3 -> JsonArray.EMPTY;
            case 4 -> JsonObject.empty();
            case 5 -> JsonArray.of(List.of(new JsonString(texts.get(random.nextInt(texts.size())))));
            case 6 ->
                JsonObject.builder()
                        .put(texts.get(random.nextInt(texts.size())), random.nextBoolean())
                        .build();
            default -> new JsonString(texts.get(random.nextInt(texts.size())));
        };
    }
}
