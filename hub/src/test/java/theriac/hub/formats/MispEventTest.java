package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import theriac.stix.Finding;
import theriac.stix.Markings;
import theriac.stix.Severity;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.Validation;

class MispEventTest {

    private static final String EVENT = """
            {"Event":{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5","info":"False care package","timestamp":"1780000000",
             "Orgc":{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c6","name":"Partner"},
             "Tag":[{"name":"tlp:amber"},{"name":"kind:sms"},{"name":"admiralty-scale:information-credibility=\\"2\\""}],
             "Attribute":[
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7","type":"domain","to_ids":true,"value":"evil.example","timestamp":"1780000001",
               "Tag":[{"name":"admiralty-scale:information-credibility=\\"5\\""}]},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c8","type":"filename|sha1","to_ids":true,
               "value":"it's.exe|da39a3ee5e6b4b0d3255bfef95601890afd80709"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c9","type":"ip-dst","to_ids":false,"value":"192.0.2.1"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4ca","type":"md5","to_ids":true,"value":"not a hash"},
              {"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cb","type":"text","to_ids":false,"value":"words"}],
             "Galaxy":[{"GalaxyCluster":[{"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cc","type":"threat-actor","value":"Grey Heron"}]}]}}
            """;

    @Test
    void anEventBecomesAReportWithIndicatorsObservablesAndActors() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.objects)
                .extracting(StixObject::type)
                .containsExactly(
                        "identity",
                        "indicator",
                        "indicator",
                        "ipv4-addr",
                        "observed-data",
                        "x-misp-attribute",
                        "intrusion-set",
                        "relationship",
                        "relationship",
                        "report");
        assertThat(read.patterns())
                .containsExactly(
                        "[domain-name:value = 'evil.example']",
                        "[file:name = 'it\\'s.exe' AND file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']");
        assertThat(read.objects.get(1).id().text()).isEqualTo("indicator--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c7");
        assertThat(read.objects.getLast().labels()).contains("kind:sms");
        assertThat(read.objects.get(1).labels()).containsExactly("admiralty-scale:information-credibility=\"5\"");
        assertThat(read.objects.get(2).labels())
                .as("what the event says of itself holds for what it holds")
                .containsExactly("admiralty-scale:information-credibility=\"2\"");
    }

    @Test
    void itsLabelBecomesAMarkingOfEverythingThatIsShared() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(Markings.tlp(read.objects.get(1))).contains(Tlp.AMBER);
        assertThat(Markings.tlp(read.objects.getLast())).contains(Tlp.AMBER);
    }

    @Test
    void aBadAttributeIsRejectedAloneAndAForeignOneIsKept() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.rejected).containsExactly("/Event/Attribute/3");
        assertThat(read.objects)
                .extracting(object -> object.id().text())
                .contains("x-misp-attribute--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4cb");
    }

    /// What arrives is not lost, and who looks at the report of the delivery sees it.
    @Test
    void aValueThatDoesNotFitItsTypeIsKeptAndToldWhereItIsNotForDetection() throws Exception {
        var read = Collected.read(
                new MispEvent(),
                EVENT.replace("\"to_ids\":true,\"value\":\"not a hash\"", "\"to_ids\":false,\"value\":\"not a hash\"")
                        .replace(
                                "\"type\":\"ip-dst\",\"to_ids\":false,\"value\":\"192.0.2.1\"",
                                "\"type\":\"domain|ip\",\"to_ids\":false,\"value\":\"half.example|nowhere\""));
        assertThat(read.rejected).isEmpty();
        assertThat(read.objects)
                .filteredOn(
                        object -> object.id().text().equals("x-misp-attribute--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4ca"))
                .singleElement()
                .matches(object -> object.text("x_misp_attribute").orElse("").contains("not a hash"));
        assertThat(read.findings)
                .filteredOn(finding -> finding.rule().equals("misp.value"))
                .extracting(Finding::pointer, Finding::severity)
                .containsExactly(
                        tuple("/Event/Attribute/2", Severity.WARNING), tuple("/Event/Attribute/3", Severity.WARNING));
        assertThat(read.findings)
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("\"md5\""))
                .anyMatch(message -> message.contains("\"domain|ip\""));
        assertThat(Collected.read(new MispEvent(), EVENT).findings)
                .as("words and addresses that are right")
                .noneMatch(finding -> finding.rule().equals("misp.value"));
    }

    @Test
    void everythingIsValidStix() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT);
        assertThat(read.objects)
                .allSatisfy(object -> assertThat(Validation.validate(object))
                        .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @Test
    void truncatedJsonIsRejectedWithAFinding() throws Exception {
        var read = Collected.read(new MispEvent(), EVENT.substring(0, 300));
        assertThat(read.objects).isEmpty();
        assertThat(read.findings).isNotEmpty();
        assertThat(read.rejected).hasSize(1);
    }

    @Test
    void anElementThatIsNoJsonCostsNobodyElseAnything() throws Exception {
        var read = Collected.read(
                new MispEvent(), EVENT.replace("\"value\":\"words\"", "\"value\":\"words\",\"value\":\"again\""));
        assertThat(read.rejected).containsExactly("/Event/Attribute/3", "/Event/Attribute/4");
        assertThat(read.patterns()).hasSize(2);
    }

    /// What cannot be read might say for whom the event is.
    @Test
    void anEventWhoseHeadCannotBeReadIsKeptAndNoneOfItIsShared() throws Exception {
        for (var head : new String[] {
            "\"info\":\"twice\",\"info\":\"False care package\"",
            "\"info\" \"False care package\"",
            "\"info\":\"half \\ud83d\""
        }) {
            var read = Collected.read(new MispEvent(), EVENT.replace("\"info\":\"False care package\"", head));
            assertThat(read.objects).as(head).isEmpty();
            assertThat(read.rejected).as(head).containsExactly("/Event");
            assertThat(read.findings).as(head).isNotEmpty();
        }
    }

    @Test
    void thousandsOfAttributesAndClustersAreNotTiedPairByPair() throws Exception {
        var attributes =
                IntStream.range(0, 2_000).mapToObj(n -> """
                        {"uuid":"5f0e1d2c-0000-4c5d-8e6f-%012x","type":"domain","to_ids":true,"value":"d%d.example"}""".formatted(n, n)).collect(Collectors.joining(","));
        var clusters = IntStream.range(0, 50).mapToObj(n -> """
                        {"uuid":"5f0e1d2c-0001-4c5d-8e6f-%012x","type":"threat-actor","value":"Heron %d"}""".formatted(n, n)).collect(Collectors.joining(","));
        var read = Collected.read(new MispEvent(), """
                {"Event":{"Attribute":[%s],"uuid":"5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5","info":"Everything",
                 "Galaxy":[{"GalaxyCluster":[%s]}]}}""".formatted(attributes, clusters));
        assertThat(read.objects).hasSize(2_051);
        assertThat(read.objects.getLast().references()).hasSizeGreaterThan(2_050);
        assertThat(read.findings).extracting(Finding::rule).contains("misp.pairs");
    }

    @Test
    void jsonWithoutAnEventSaysSo() throws Exception {
        assertThat(Collected.read(new MispEvent(), "{\"hello\":1}").findings)
                .singleElement()
                .satisfies(f -> assertThat(f.rule()).isEqualTo("misp.event"));
    }
}
