package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.Severity;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Notes, opinions and relationships of analysts (MISP 2.5), both ways.
class MispAnalystTest {

    private static final String UUID = "6a0e1d2c-3b4a-4c5d-8e6f-7081920000";

    private static final String EVENT = """
            {"Event":{"uuid":"%1$s01","info":"Care packages","date":"2026-05-28","timestamp":"1780000000","distribution":"3",
             "Orgc":{"name":"Partner","uuid":"%1$s02"},
             "Attribute":[
              {"uuid":"%1$s03","type":"domain","to_ids":true,"value":"evil.example","timestamp":"1780000001","distribution":"5",
               "Note":[
                {"id":"1","uuid":"%1$s10","object_uuid":"%1$s03","object_type":"Attribute","authors":"ann@partner.example",
                 "orgc_uuid":"%1$s02","created":"2026-05-29 10:00:00","modified":"2026-05-29 11:00:00","distribution":"0",
                 "note":"Seen in three hospitals.","language":"en","note_type":0,"note_type_name":"Note","locked":false,
                 "Orgc":{"uuid":"%1$s20","name":"Other"},
                 "Opinion":[
                  {"uuid":"%1$s11","object_uuid":"%1$s10","object_type":"Note","authors":"bea@partner.example","opinion":"70",
                   "comment":"Two of them.","created":"2026-05-29 12:00:00","modified":"2026-05-29 12:00:00","distribution":"1"}]}],
               "Opinion":[
                {"uuid":"%1$s12","object_uuid":"%1$s03","object_type":"Attribute","opinion":"8","comment":"A shared host.",
                 "authors":"bea@partner.example","created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00","distribution":"3"}],
               "Relationship":[
                {"uuid":"%1$s13","object_uuid":"%1$s03","object_type":"Attribute","related_object_uuid":"%1$s04",
                 "related_object_type":"Attribute","relationship_type":"connects-to","distribution":"3",
                 "created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00"},
                {"uuid":"%1$s14","object_uuid":"%1$s03","object_type":"Attribute","related_object_uuid":"%1$s99",
                 "related_object_type":"Event","relationship_type":"Related To!","distribution":"0",
                 "created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00"}]},
              {"uuid":"%1$s04","type":"ip-dst","to_ids":true,"value":"192.0.2.7","timestamp":"1780000002"}],
             "Object":[
              {"uuid":"%1$s05","name":"file","timestamp":"1780000003","Note":[
                {"uuid":"%1$s15","object_uuid":"%1$s05","object_type":"Object","note":"Packed twice.","language":"nl",
                 "created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00","distribution":"3"}],
               "Attribute":[{"uuid":"%1$s06","type":"filename","object_relation":"filename","to_ids":true,"value":"a.exe"}]}],
             "EventReport":[{"uuid":"%1$s07","name":"What happened","content":"Parcels.","timestamp":"1780000200","Opinion":[
                {"uuid":"%1$s16","object_uuid":"%1$s07","object_type":"EventReport","opinion":100,"comment":"",
                 "created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00","distribution":"3"}]}],
             "Note":[
              {"uuid":"%1$s17","object_uuid":"%1$s01","object_type":"Event","note":"Ask the bank.","language":"en",
               "created":"2026-05-30 10:00:00","modified":"2026-05-30 10:00:00","distribution":"0"}]}}
            """.formatted(UUID);

    private static JsonObject event(String text) {
        return ((JsonObject) Json.read(text)).object("Event").orElseThrow();
    }

    private static JsonObject written(List<StixObject> objects) {
        return MispWriter.event(objects.getLast(), objects);
    }

    private static StixObject find(Collected read, String type, String end) {
        return read.objects.stream()
                .filter(object -> object.id().text().equals(type + "--" + UUID + end))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + type + " " + end));
    }

    @Test
    void allOfItGoesOutAsItCameIn() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.rejected).isEmpty();
        assertThat(written(read.objects)).isEqualTo(event(EVENT));
        assertThat(read.objects)
                .allSatisfy(object -> assertThat(Validation.validate(object))
                        .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @Test
    void eachIsAnObjectWithItsAuthorsItsTimesAndItsSubject() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        var note = find(read, "note", "10");
        assertThat(note.text("content")).hasValue("Seen in three hospitals.");
        assertThat(note.text("lang")).hasValue("en");
        assertThat(note.texts("authors")).containsExactly("ann@partner.example");
        assertThat(note.text("created")).hasValue("2026-05-29T10:00:00.000Z");
        assertThat(note.text("modified")).hasValue("2026-05-29T11:00:00.000Z");
        assertThat(note.texts("object_refs")).containsExactly("indicator--" + UUID + "03");
        assertThat(note.createdByRef().orElseThrow().text()).isEqualTo("identity--" + UUID + "20");
        var onNote = find(read, "opinion", "11");
        assertThat(onNote.text("opinion")).hasValue("agree");
        assertThat(onNote.texts("object_refs")).containsExactly("note--" + UUID + "10");
        var opinion = find(read, "opinion", "12");
        assertThat(opinion.text("opinion")).hasValue("strongly-disagree");
        assertThat(opinion.text("explanation")).hasValue("A shared host.");
        assertThat(opinion.json().toString()).contains("\"x_misp_opinion\":8");
        assertThat(find(read, "opinion", "16").text("opinion")).hasValue("strongly-agree");
        var tie = find(read, "relationship", "13");
        assertThat(tie.text("relationship_type")).hasValue("connects-to");
        assertThat(tie.text("source_ref")).hasValue("indicator--" + UUID + "03");
        assertThat(tie.text("target_ref")).hasValue("indicator--" + UUID + "04");
        assertThat(find(read, "x-misp-relationship", "14").text("name")).hasValue("Relationship: related-to");
        assertThat(find(read, "note", "17").texts("object_refs")).containsExactly("report--" + UUID + "01");
        assertThat(read.objects.getLast().texts("object_refs"))
                .contains("note--" + UUID + "10", "opinion--" + UUID + "11", "x-misp-relationship--" + UUID + "14");
    }

    /// Somebody's private note must not travel inside of what everybody gets.
    @Test
    void eachGoesAsFarAsItSaysAndWhatItIsAboutCarriesNothingOfIt() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(find(read, "note", "10").texts(MispKept.REACH)).containsExactly("organization");
        assertThat(find(read, "opinion", "11").texts(MispKept.REACH))
                .as("never further than the note that it is about")
                .contains("organization");
        assertThat(find(read, "note", "17").texts(MispKept.REACH)).containsExactly("organization");
        assertThat(find(read, "opinion", "12").texts(MispKept.REACH)).isEmpty();
        for (var element :
                List.of(find(read, "indicator", "03"), find(read, "x-misp-object", "05"), read.objects.getLast())) {
            assertThat(element.json().toString()).doesNotContain("three hospitals", "Packed twice", "Ask the bank");
        }
        var forOthers = read.objects.stream()
                .filter(object -> object.texts(MispKept.REACH).isEmpty())
                .toList();
        assertThat(written(forOthers).toString())
                .contains("evil.example", "A shared host.", "Packed twice.")
                .doesNotContain("three hospitals", "Two of them", "Ask the bank", UUID + "14");
    }

    @Test
    void copiesOfWhatStandsElsewhereStayOnlyWhereTheyMayGoAsFar() throws Exception {
        var inbound =
                ",\"RelationshipInbound\":[{\"uuid\":\"%1$s40\",\"distribution\":\"0\"},{\"uuid\":\"%1$s41\",\"distribution\":\"3\"}]}}"
                        .formatted(UUID);
        var read = Collected.read(new MispEvent(), EVENT.strip().replaceFirst("}}$", inbound));
        assertThat(written(read.objects).toString()).contains(UUID + "41").doesNotContain(UUID + "40");
    }

    /// What the MISP project's converter makes of analyst data is analyst data again.
    @Test
    void labelledNotesAndOpinionsOfOthersAreAnalystData() {
        var report = object("""
                {"type":"report","spec_version":"2.1","id":"report--%1$s01","name":"R","published":"2026-05-01T00:00:00Z",
                 "created":"2026-05-01T00:00:00Z","modified":"2026-05-01T00:00:00Z","object_refs":[
                  "indicator--%1$s03","note--%1$s10","note--%1$s18","opinion--%1$s12"]}""");
        var indicator = object("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%1$s03","created":"2026-05-01T00:00:00Z",
                 "modified":"2026-05-01T00:00:00Z","pattern":"[domain-name:value = 'evil.example']","pattern_type":"stix",
                 "valid_from":"2026-05-01T00:00:00Z"}""");
        var note = object("""
                {"type":"note","spec_version":"2.1","id":"note--%1$s10","created":"2026-05-01T10:00:00Z",
                 "modified":"2026-05-01T11:00:00Z","content":"Look.","lang":"nl","authors":["ann"],
                 "labels":["misp:context-layer=\\"Analyst Note\\""],"object_refs":["indicator--%1$s03"]}""");
        var opinion = object("""
                {"type":"opinion","spec_version":"2.1","id":"opinion--%1$s12","created":"2026-05-01T10:00:00Z",
                 "modified":"2026-05-01T11:00:00Z","opinion":"agree","x_misp_opinion":81,"explanation":"Yes.",
                 "labels":["misp:context-layer=\\"Analyst Opinion\\""],"object_refs":["indicator--%1$s03"]}""");
        var text = object("""
                {"type":"note","spec_version":"2.1","id":"note--%1$s18","created":"2026-05-01T10:00:00Z",
                 "modified":"2026-05-01T11:00:00Z","content":"A report.","object_refs":["report--%1$s01"]}""");
        var event = MispWriter.event(report, List.of(indicator, note, opinion, text));
        var attribute =
                event.array("Attribute").map(JsonArray::objects).orElseThrow().getFirst();
        assertThat(attribute
                        .array("Note")
                        .map(JsonArray::objects)
                        .orElseThrow()
                        .getFirst()
                        .toString())
                .contains("\"note\":\"Look.\"", "\"language\":\"nl\"", "\"modified\":\"2026-05-01 11:00:00\"");
        assertThat(attribute
                        .array("Opinion")
                        .map(JsonArray::objects)
                        .orElseThrow()
                        .getFirst()
                        .toString())
                .contains("\"opinion\":\"81\"", "\"comment\":\"Yes.\"", "\"object_type\":\"Attribute\"");
        assertThat(event.array("EventReport").map(JsonArray::objects).orElseThrow())
                .as("other notes are event reports")
                .hasSize(1);
    }

    private static StixObject object(String text) {
        return StixObject.of((JsonObject) Json.read(text.formatted(UUID)));
    }
}
