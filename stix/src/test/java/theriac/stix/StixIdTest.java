package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Identifiers (STIX 2.1 §2.9), made and read.
class StixIdTest {

    private static final String UUID_TEXT = "2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f";
    private static final UUID SCO_NAMESPACE = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "a--00000000-0000-0000-0000-000000000000",
                "x-2--ffffffff-FFFF-ffff-FFFF-ffffffffffff",
                "z9--0123abcd-ef01-2345-6789-abcdefABCDEF"
            })
    void anIdentifierIsATypeAndAUuid(String text) {
        StixId id = StixId.parse(text).orElseThrow();
        assertThat(id.text()).isEqualTo(text).hasToString(text);
        assertThat(id.type()).isEqualTo(text.substring(0, text.indexOf("--")));
        assertThat(id.uuid()).isEqualTo(UUID.fromString(text.substring(text.indexOf("--") + 2)));
        assertThat(StixId.of(text)).isEqualTo(id).hasSameHashCodeAs(id).isEqualByComparingTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator-2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator-x2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicatorx-2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "Indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "in_dicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "in`dicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "in{dicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "in/dicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "in:dicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6",
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6ff",
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6g",
                "indicator--2aca0f5d06f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e04f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f050a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f05-a1d600a0d60bd2b6f",
                "indicator--2aca0f5-d6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8-e4f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f0-5a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f05-a1d-60a0d60bd2b6f",
                "indicator---2aca0f5-6f8e-4f05-a1d6-0a0d60bd2b6f",
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6\u0661",
                "indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6\u00e1",
                "indicator--2aca0f5d6f8e4f05a1d60a0d60bd2b6f0000"
            })
    void everythingElseIsNone(String text) {
        assertThat(StixId.parse(text)).isEmpty();
        assertThatThrownBy(() -> StixId.of(text)).hasMessageContaining("is not a STIX identifier");
    }

    @Test
    void aTypeHasAtMost250Characters() {
        assertThat(StixId.isValid("a".repeat(250) + "--" + UUID_TEXT)).isTrue();
        assertThat(StixId.isValid("a".repeat(251) + "--" + UUID_TEXT)).isFalse();
    }

    @Test
    void identifiersAreOrderedByTheirText() {
        StixId a = StixId.of("a--" + UUID_TEXT);
        StixId b = StixId.of("b--" + UUID_TEXT);
        assertThat(a).isLessThan(b).isNotEqualTo(b);
        assertThat(a.hashCode()).isNotEqualTo(b.hashCode());
        assertThat(a.equals(null)).isFalse();
        assertThat(a.equals("a--" + UUID_TEXT)).isFalse();
    }

    @Test
    void aRandomIdIsOfVersion4AndNeverTheSame() {
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            StixId id = StixId.random("indicator");
            assertThat(id.type()).isEqualTo("indicator");
            assertThat(id.uuid().version()).isEqualTo(4);
            assertThat(seen.add(id.uuid())).isTrue();
        }
    }

    @Test
    void aNameOfOnesOwnGivesTheSameIdEachTime() {
        // The example of RFC 9562 §A.4: www.example.com in the namespace of DNS.
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(DeterministicIds.named(dns, "identity", "www.example.com"))
                .isEqualTo(StixId.of("identity--2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void aNameOfOnesOwnMayNotUseTheNamespaceOfObservables() {
        assertThatThrownBy(() -> DeterministicIds.named(SCO_NAMESPACE, "identity", "x"))
                .hasMessageContaining("§2.9");
    }

    @Test
    void onlyContributingPropertiesCount() {
        JsonObject file = json("{'type':'file','name':'a','size':1}");
        assertThat(DeterministicIds.find(file)).isEqualTo(DeterministicIds.find(file.with("size", Json.read("2"))));
        assertThat(DeterministicIds.find(file))
                .isNotEqualTo(DeterministicIds.find(file.with("name", Json.read("\"b\""))));
        assertThat(DeterministicIds.find(json("{'type':'process','pid':4}"))).isEmpty();
        assertThat(DeterministicIds.find(json("{'type':'x-own','name':'a'}"))).isEmpty();
        assertThat(DeterministicIds.find(json("{'name':'a'}"))).isEmpty();
        assertThatThrownBy(() -> DeterministicIds.sco(json("{'name':'a'}"))).hasMessageContaining("\"type\"");
    }

    @Test
    void hashesOfOtherNamesCountByTheFirstName() {
        JsonObject two = json("{'type':'file','hashes':{'TLSH':'b','SSDEEP':'a'}}");
        JsonObject one = json("{'type':'file','hashes':{'SSDEEP':'a'}}");
        assertThat(DeterministicIds.find(two)).isPresent().isEqualTo(DeterministicIds.find(one));
        for (String wrong : List.of("{'type':'file','hashes':5}", "{'type':'file','hashes':{}}")) {
            assertThat(DeterministicIds.find(json(wrong)))
                    .as("bad data has an id too")
                    .isPresent();
        }
    }

    @Test
    void allExtensionsCountAndNotOneOfThem() {
        JsonObject one =
                json("{'type':'file','name':'a','extensions':{'ntfs-ext':{'sid':'1'},'pdf-ext':{'version':'1'}}}");
        JsonObject two =
                json("{'type':'file','name':'a','extensions':{'ntfs-ext':{'sid':'1'},'pdf-ext':{'version':'2'}}}");
        assertThat(DeterministicIds.find(one)).isPresent().isNotEqualTo(DeterministicIds.find(two));
    }

    @Test
    void openCtiNamesARelationshipByItsEndsItsTypeAndItsTimes() {
        String ends = "{'type':'relationship','relationship_type':'uses','source_ref':'tool--" + UUID_TEXT + "'";
        JsonObject bare = json(ends + ",'target_ref':'tool--" + UUID_TEXT + "'}");
        JsonObject timed = bare.with("start_time", Json.read("\"2026-01-01T00:00:00Z\""));
        JsonObject ended = bare.with("stop_time", Json.read("\"2026-01-01T00:00:00Z\""));
        assertThat(List.of(bare, timed, ended).stream().map(OpenCtiIds::find).distinct())
                .hasSize(3)
                .allMatch(id -> id.isPresent() && id.get().type().equals("relationship"));
        assertThat(OpenCtiIds.find(json(ends + "}"))).as("without a target").isEmpty();
    }

    @Test
    void openCtiNamesATechniqueByItsNumberAndAPlaceByItsKind() {
        JsonObject technique = json("{'type':'attack-pattern','name':'A','x_mitre_id':'T1'}");
        assertThat(OpenCtiIds.find(technique))
                .isPresent()
                .isEqualTo(OpenCtiIds.find(technique.with("name", Json.read("\"B\""))))
                .isNotEqualTo(OpenCtiIds.find(technique.without("x_mitre_id")));
        assertThat(OpenCtiIds.find(json("{'type':'location','name':'A','x_opencti_location_type':'Country'}")))
                .isPresent();
        assertThat(OpenCtiIds.find(json("{'type':'location','name':'A','x_opencti_location_type':'Position'}")))
                .isEmpty();
        assertThat(OpenCtiIds.find(json("{'type':'threat-actor','name':'A'}")).map(StixId::uuid))
                .isPresent()
                .isNotEqualTo(
                        OpenCtiIds.find(json("{'type':'campaign','name':'A'}")).map(StixId::uuid));
    }

    @Test
    void openCtiIdsAreTheOnesThatOpenCtiGives() {
        JsonObject filigran = json("{'type':'identity','name':' Filigran','identity_class':'organization'}");
        assertThat(OpenCtiIds.find(filigran)).contains(StixId.of("identity--8cb00c79-ab20-5ed4-b37d-337241b96a29"));
    }

    @Test
    void openCtiNamesATechniqueWithoutNumberByItsNameAndAnObservableAsStixDoes() {
        JsonObject byName = json("{'type':'attack-pattern','name':'Phishing'}");
        assertThat(OpenCtiIds.find(byName)).isPresent();
        assertThat(OpenCtiIds.find(byName.with("name", Json.read("\"PHISHING \""))))
                .isEqualTo(OpenCtiIds.find(byName));
        JsonObject domain = json("{'type':'domain-name','value':'a.example'}");
        assertThat(OpenCtiIds.find(domain)).contains(DeterministicIds.sco(domain));
    }

    @Test
    void aTypeNameHasAtMost250Characters() {
        assertThat(StixId.isValid("a".repeat(250) + "--" + UUID_TEXT)).isTrue();
        assertThat(StixId.isValid("a".repeat(251) + "--" + UUID_TEXT)).isFalse();
    }
}
