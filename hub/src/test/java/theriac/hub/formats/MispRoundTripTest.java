package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import theriac.stix.Markings;
import theriac.stix.Severity;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.testkit.Vectors;

/// Law 4 for MISP: what came in as an event goes out as that event.
class MispRoundTripTest {

    private static final String EVENT = """
            {"Event":{"id":"17","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5","info":"False care package","date":"2026-05-28",
             "timestamp":"1780000000","publish_timestamp":"1780000005","published":true,"threat_level_id":"2","analysis":"2",
             "distribution":"3","sharing_group_id":"0","x_unknown":{"kept":[1.50,null,"as it is"]},
             "Org":{"id":"1","name":"Hub","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4aa"},
             "Orgc":{"id":"2","name":"Partner","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6"},
             "Tag":[{"id":"3","name":"tlp:green","colour":"#33FF00","local":false},{"name":"kind:sms"}],
             "Galaxy":[{"name":"Threat Actor","type":"threat-actor","GalaxyCluster":[
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cc","type":"threat-actor","value":"Grey Heron","meta":{"synonyms":["Ardea"]}}]}],
             "RelatedEvent":[],
             "ShadowAttribute":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b501","type":"domain","value":"proposed.example",
               "Org":{"name":"Other","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b502"},"timestamp":"1780000100"}],
             "EventReport":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b503","name":"What happened","content":"# Parcels\\n@[attribute](x)",
               "distribution":"5","timestamp":"1780000200","deleted":false}],
             "Attribute":[
              {"id":"7","uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7","type":"domain","category":"Network activity","to_ids":true,
               "value":"evil.example","timestamp":"1780000001","comment":"seen in a message","distribution":"0","first_seen":null,
               "disable_correlation":false,"Tag":[{"name":"phase:delivery"}],"later":"field",
               "Sighting":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b504","type":"0","date_sighting":"1780000300","source":"proxy"},
                {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b505","type":"1","date_sighting":"1780000301"}],
               "ShadowAttribute":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b506","type":"domain","value":"evil2.example","timestamp":"1780000302"}]},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c9","type":"ip-dst","to_ids":false,"value":"192.0.2.1","timestamp":"1780000002"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cb","type":"text","to_ids":false,"value":"words","timestamp":"1780000003"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cd","type":"domain","to_ids":true,"value":"old.example","timestamp":"1780000004","deleted":true}],
             "Object":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b507","name":"file","meta-category":"file","template_version":"24",
               "distribution":"4","SharingGroup":{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b508","name":"Labs"},"timestamp":"1780000400",
               "ObjectReference":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b509","referenced_uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7",
                 "relationship_type":"downloaded-from","timestamp":"1780000401"}],
               "Attribute":[
                {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b50a","type":"filename","object_relation":"filename","to_ids":true,"value":"a.exe"},
                {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b50b","type":"size-in-bytes","object_relation":"size","to_ids":false,"value":"35"}]}]}}
            """;

    @Test
    void anEventGoesOutAsItCameIn() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.rejected).isEmpty();
        assertThat(written(read))
                .isEqualTo(((JsonObject) Json.read(EVENT)).object("Event").orElseThrow());
    }

    @Test
    void everythingThatIsMadeOfItIsValidStix() throws Exception {
        assertThat(Collected.read(new MispEvent(), EVENT).objects)
                .allSatisfy(object -> assertThat(Validation.validate(object))
                        .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @Test
    void everyPartIsAnObjectOfItsOwn() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.objects)
                .extracting(StixObject::type)
                .contains(
                        "x-misp-object",
                        "x-misp-attribute",
                        "x-misp-proposal",
                        "observed-data",
                        "note",
                        "sighting",
                        "opinion");
        var object = find(read, "x-misp-object--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b507");
        assertThat(object.texts("object_refs"))
                .containsExactly(
                        "indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b50a",
                        "x-misp-attribute--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b50b");
        var pointing = find(read, "relationship--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b509");
        assertThat(pointing.text("target_ref")).contains("indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7");
        assertThat(find(read, "indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cd").revoked())
                .as("what was deleted there no longer holds here")
                .isTrue();
        assertThat(read.patterns()).as("a proposal is nobody's word yet").noneMatch(p -> p.contains("proposed"));
    }

    @Test
    void eachPartGoesAsFarAsItselfAndWhatItLiesInMayGo() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        var group = "group:5f0e1d2c-3b4a-4c5d-8e6f-708192a3b508";
        assertThat(reach(read, "report--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5")).isEmpty();
        assertThat(reach(read, "indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7"))
                .containsExactly("organization");
        assertThat(reach(read, "sighting--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b504"))
                .containsExactly("organization");
        assertThat(reach(read, "x-misp-proposal--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b506"))
                .containsExactly("organization");
        assertThat(reach(read, "x-misp-object--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b507"))
                .containsExactly(group);
        assertThat(reach(read, "indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b50a"))
                .containsExactly(group);
    }

    @Test
    void aPartIsNeverMarkedWiderThanItsEvent() throws Exception {
        var read = Collected.read(
                new MispEvent(),
                EVENT.replace("phase:delivery", "tlp:clear").replace("\"tlp:green\"", "\"tlp:amber\""));
        assertThat(read.objects)
                .filteredOn(object -> !object.type().equals("identity"))
                .allSatisfy(object ->
                        assertThat(Markings.tlp(object)).as(object.text()).contains(Tlp.AMBER));
    }

    @Test
    void whoElseBelongsToASharingGroupDoesNotTravel() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT.replace("\"distribution\":\"3\"", """
                "distribution":"4","SharingGroup":{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b508","name":"Labs",
                 "SharingGroupOrg":[{"Organisation":{"name":"A quiet member"}}]}"""));
        assertThat(read.objects).noneMatch(object -> object.text().contains("quiet"));
        assertThat(Json.write(written(read))).contains("Labs");
    }

    /// Random attributes of every type of the table, with unknown members of every kind of JSON.
    @Test
    void everyTypeOfTheTableIsReadAndWrittenAgain() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var attributes = new ArrayList<JsonObject>();
        for (var type : MispTypes.meanings().keySet()) {
            for (boolean detects : new boolean[] {false, true}) {
                attributes.add(JsonObject.builder()
                        .put(
                                "uuid",
                                new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63)
                                        .toString())
                        .put("type", type)
                        .put("value", "value " + random.nextInt(1_000))
                        .put("to_ids", detects)
                        .put("timestamp", Integer.toString(random.nextInt(1, Integer.MAX_VALUE)))
                        .put(
                                "x" + random.nextInt(9),
                                Json.read(List.of("null", "[1.0]", "{\"a\":\"\\u0000\"}", "1e3")
                                        .get(random.nextInt(4))))
                        .build());
            }
        }
        var text = JsonObject.builder()
                .put("uuid", UUID.randomUUID().toString())
                .put("info", "Everything")
                .put("Attribute", JsonArray.of(attributes))
                .build();
        var read = Collected.read(new MispEvent(), Json.write(text));
        var kept = written(read).array("Attribute").orElseThrow().objects();
        var lost = new ArrayList<>(attributes);
        lost.removeAll(kept);
        assertThat(attributes).as("seed %d", seed).containsAll(kept);
        assertThat(lost).as("seed %d: only what was rejected is missing", seed).hasSameSizeAs(read.rejected);
        assertThat(lost).allSatisfy(one -> assertThat(one.bool("to_ids")).contains(true));
    }

    /// Events of real producers, in so far as all of their attributes can be read.
    @Test
    void realEventsGoOutAsTheyCameIn() throws Exception {
        int whole = 0;
        var partly = new ArrayList<String>();
        for (var folder : List.of("feeds/eset/misp", "feeds/infoblox/misp", "feeds/tweetfeed/misp")) {
            for (var file : Vectors.files(folder)) {
                var event = Json.parse(Vectors.text(file), JsonLimits.standard())
                        .object()
                        .flatMap(document -> document.object("Event"));
                if (event.isPresent()) {
                    var read = Collected.read(new MispEvent(), Vectors.text(file));
                    if (read.rejected.isEmpty()) {
                        assertThat(written(read)).as(file.toString()).isEqualTo(event.get());
                        whole++;
                    } else {
                        partly.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(whole).as("events that came back whole; in part: %s", partly).isGreaterThan(4 * partly.size());
    }

    private static JsonObject written(Collected read) {
        return MispWriter.event(read.objects.getLast(), read.objects);
    }

    private static List<String> reach(Collected read, String id) {
        return find(read, id).texts(MispKept.REACH);
    }

    private static StixObject find(Collected read, String id) {
        return read.objects.stream()
                .filter(object -> object.id().text().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + id));
    }
}
