package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.view.Identity;
import theriac.stix.view.Indicator;
import theriac.stix.view.ObservedEvents;
import theriac.stix.view.Relationship;
import theriac.stix.view.Sighting;

/// The places where implementations of STIX 2.1 err, each with the clause it comes from.
class ObjectTrapsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final StixObject INDICATOR = Indicator.builder("[domain-name:value = 'a.example']", NOW, NOW)
            .with("name", "A name")
            .with("description", "Seen in mail.")
            .build();

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text.replace('\'', '"'));
    }

    private static List<String> errors(JsonObject object) {
        return Validation.validate(object).stream()
                .filter(Finding::isError)
                .map(Finding::rule)
                .toList();
    }

    private static List<String> warnings(JsonObject object) {
        return Validation.validate(object).stream()
                .filter(f -> f.severity() == Severity.WARNING)
                .map(Finding::rule)
                .toList();
    }

    /// An indicator with one property replaced, in the notation of single quotes.
    private static List<String> errorsWith(String property, String value) {
        return errors(INDICATOR.json().with(property, Json.read(value.replace('\'', '"'))));
    }

    private static List<String> scoErrors(String type, String members) {
        JsonObject sco = json("{'type':'" + type + "'," + members + "}");
        return errors(sco.with("id", new JsonString(DeterministicIds.sco(sco).text())));
    }

    @Test
    void s1_2_9_anIdIsMadeOfOneHashInTheOrderOfPreference() {
        JsonObject both =
                json("{'type':'file','hashes':{'SHA-256':'" + "a".repeat(64) + "','MD5':'" + "b".repeat(32) + "'}}");
        JsonObject md5 = json("{'type':'file','hashes':{'MD5':'" + "b".repeat(32) + "'}}");
        assertThat(DeterministicIds.sco(both)).isEqualTo(DeterministicIds.sco(md5));
    }

    @Test
    void s1_2_9_withoutContributingPropertiesAnIdIsRandom() {
        JsonObject process = json("{'type':'process','pid':4}");
        assertThat(DeterministicIds.sco(process).uuid().version()).isEqualTo(4);
        assertThat(DeterministicIds.sco(process)).isNotEqualTo(DeterministicIds.sco(process));
    }

    @Test
    void s2_6_eachTypeHasItsContributingProperties() {
        String sets = """
                artifact hashes payload_bin; autonomous-system number; directory path; domain-name value; process;
                email-addr value; email-message from_ref subject body; url value; mutex name; mac-addr value;
                file hashes name extensions parent_directory_ref; ipv4-addr value; ipv6-addr value;
                network-traffic start end src_ref dst_ref src_port dst_port protocols extensions;
                software name cpe swid vendor version; user-account account_type user_id account_login;
                windows-registry-key key values; x509-certificate hashes serial_number""";
        for (String set : sets.split(";\\s+")) {
            List<String> words = List.of(set.split(" "));
            assertThat(DeterministicIds.contributing(words.getFirst()))
                    .as(set)
                    .containsExactlyInAnyOrderElementsOf(words.subList(1, words.size()));
        }
    }

    @Test
    void s3_2_9_theCanonicalFormIsThatOfRfc8785() {
        String text = "{\"\ufb33\":100.0,\"\ud83d\ude00\":1E21,\"a\":1e-7,\"</\":-0.0,\"10\":[1.5e300]}";
        assertThat(new String(Json.canonical(Json.read(text)), StandardCharsets.UTF_8))
                .isEqualTo("{\"10\":[1.5e+300],\"</\":0,\"a\":1e-7,\"\ud83d\ude00\":1e+21,\"\ufb33\":100}");
        assertThat(Json.parse("\"\\ud800\"", JsonLimits.standard()).value()).isEmpty();
    }

    @Test
    void s4_2_9_theNamespaceOfObservablesNamesNothingElse() {
        UUID namespace = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");
        assertThatThrownBy(() -> DeterministicIds.named(namespace, "indicator", "a"))
                .hasMessageContaining("must not be used");
    }

    @Test
    void s4_2_9_aDomainObjectWithAVersion5IdIsAcceptedWithAWarning() {
        JsonObject other =
                INDICATOR.json().with("id", new JsonString("indicator--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f"));
        assertThat(errors(other)).isEmpty();
        assertThat(warnings(other)).contains("stix-id-uuid-version");
    }

    @Test
    void s5_2_16_timestampsAreUtcAndExact() {
        assertThat(errorsWith("valid_from", "'2026-01-01T00:00:00Z'")).isEmpty();
        assertThat(errorsWith("valid_from", "'2026-01-01T00:00:00.123456789012Z'"))
                .isEmpty();
        for (String bad : List.of(
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00+00:00",
                "2026-01-01t00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01")) {
            assertThat(errorsWith("valid_from", "'" + bad + "'")).contains("stix-property-type");
        }
    }

    @Test
    void s5_3_2_createdAndModifiedNeedMilliseconds() {
        assertThat(errorsWith("modified", "'2026-12-01T00:00:00Z'")).contains("stix-timestamp-precision");
    }

    @Test
    void s5_3_6_1_modifiedIsNotBeforeCreated() {
        assertThat(errorsWith("modified", "'2020-01-01T00:00:00.000Z'")).contains("stix-modified-before-created");
    }

    @Test
    void s6_3_6_theNewestModifiedWinsWhateverTheOrderOfArrival() {
        StixObject second =
                Versions.newVersion(INDICATOR, j -> j.with("name", new JsonString("B")), NOW.plusSeconds(1));
        assertThat(Versions.newest(List.of(second, INDICATOR))).contains(second);
        assertThat(Versions.newest(List.of(INDICATOR, second))).contains(second);
    }

    @Test
    void s6_3_6_aNewVersionIsLaterEvenWhenTheClockIsNot() {
        StixObject second = Versions.newVersion(INDICATOR, j -> j, NOW.minusSeconds(100));
        assertThat(second.modified().orElseThrow())
                .isGreaterThan(INDICATOR.modified().orElseThrow());
        assertThat(second.created()).isEqualTo(INDICATOR.created());
    }

    @Test
    void s6_3_6_whatNamesAnObjectNeverChanges() {
        for (String name : List.of("id", "type", "created", "created_by_ref")) {
            assertThatThrownBy(() -> Versions.newVersion(
                            INDICATOR,
                            j -> j.with(name, new JsonString("identity--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f")),
                            NOW))
                    .hasMessageContaining(name);
        }
    }

    @Test
    void s7_3_6_revokingIsForEver() {
        StixObject revoked = Versions.revoke(INDICATOR, NOW.plusSeconds(1));
        assertThat(revoked.revoked()).isTrue();
        assertThatThrownBy(() -> Versions.newVersion(revoked, j -> j, NOW.plusSeconds(2)))
                .hasMessageContaining("revoked");
        StixObject later = StixObject.of(revoked.json().with("modified", new JsonString("2027-01-01T00:00:00.000Z")));
        assertThat(Versions.compare(revoked, later)).extracting(Finding::rule).contains("stix-version-revoked");
    }

    @Test
    void s8_3_6_observablesAndMarkingsHaveNoVersions() {
        assertThatThrownBy(() -> Versions.revoke(Markings.definition(Tlp.RED), NOW))
                .hasMessageContaining("has no versions");
        StixObject domain =
                ObjectBuilder.sco("domain-name").with("value", "a.example").build();
        assertThatThrownBy(() -> Versions.revoke(domain, NOW)).hasMessageContaining("has no versions");
    }

    @Test
    void s9_3_2_specVersionIsRequiredOnDomainObjectsOnly() {
        assertThat(errors(INDICATOR.json().without("spec_version"))).contains("stix-property-required");
        assertThat(scoErrors("domain-name", "'value':'a.example'")).isEmpty();
        JsonObject bundle = json("{'type':'bundle','id':'bundle--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f'}");
        assertThat(warnings(bundle.with("spec_version", new JsonString("2.0"))))
                .contains("stix-property-not-applicable");
    }

    @Test
    void s10_2_3_listsAndDictionariesAreNotEmptyAndNullIsNoValue() {
        assertThat(errorsWith("labels", "[]")).containsExactly("stix-empty");
        assertThat(errorsWith("extensions", "{}")).containsExactly("stix-empty");
        assertThat(errorsWith("description", "null")).containsExactly("stix-null");
        assertThat(errorsWith("x_custom", "{'a':null}")).containsExactly("stix-null");
    }

    @Test
    void s10_2_10_integersAreExact() {
        assertThat(scoErrors("file", "'name':'a','size':9007199254740991")).isEmpty();
        assertThat(scoErrors("file", "'name':'a','size':9007199254740992")).contains("stix-range");
        assertThat(scoErrors("file", "'name':'a','size':1.0")).contains("stix-property-type");
        assertThat(scoErrors("file", "'name':'a','size':-1")).contains("stix-range");
    }

    @Test
    void s11_3_1_namesAreLowerCaseAndNotTooShort() {
        assertThat(errorsWith("x_Custom", "1")).contains("stix-property-name");
        assertThat(errorsWith("xy", "1")).contains("stix-property-name");
        assertThat(errorsWith("x".repeat(251), "1")).contains("stix-property-name");
        assertThat(errorsWith("9live", "1")).contains("stix-property-name");
    }

    @Test
    void s12_7_2_1_tlp1HasFourFixedDefinitions() {
        String made = "{'type':'marking-definition','spec_version':'2.1','created':'2017-01-20T00:00:00.000Z',"
                + "'definition_type':'tlp','definition':{'tlp':'%s'},'id':'marking-definition--%s'}";
        assertThat(errors(json(made.formatted("red", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed"))))
                .isEmpty();
        assertThat(errors(json(made.formatted("red", "2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f"))))
                .contains("stix-tlp");
    }

    @Test
    void s13_7_2_1_tlp2DefinitionsAreValidAndKnownById() {
        for (Tlp tlp : Tlp.values()) {
            StixObject definition = Markings.definition(tlp);
            assertThat(errors(definition.json())).isEmpty();
            assertThat(Tlp.ofMarking(definition.id())).contains(tlp);
            StixObject copy = StixObject.of(definition
                    .json()
                    .with("id", new JsonString("marking-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f")));
            assertThat(Markings.tlpOfDefinition(copy)).contains(tlp);
        }
    }

    @Test
    void s14_7_2_1_aMarkingNeedsADefinitionUnlessItHasAnExtension() {
        JsonObject bare = Markings.definition(Tlp.GREEN).json().without("extensions");
        assertThat(errors(bare)).contains("stix-properties-together");
    }

    @Test
    void s15_7_2_3_aGranularMarkingHasALanguageOrAMarking() {
        assertThat(errorsWith("granular_markings", "[{'lang':'nl','selectors':['name']}]"))
                .isEmpty();
        assertThat(errorsWith("granular_markings", "[{'selectors':['name']}]")).contains("stix-properties-together");
    }

    @Test
    void s15_7_2_3_selectorsReferToWhatIsThere() {
        for (String selector : List.of("name", "pattern_type", "id")) {
            assertThat(errorsWith("granular_markings", "[{'lang':'nl','selectors':['" + selector + "']}]"))
                    .isEmpty();
        }
        for (String selector : List.of("labels", "name.[0]", "name.x", "[0]", "", "name.")) {
            assertThat(errorsWith("granular_markings", "[{'lang':'nl','selectors':['" + selector + "']}]"))
                    .contains("stix-selector");
        }
    }

    @Test
    void s15_7_2_3_aSelectorCoversAllBelowIt() {
        StixObject marked = StixObject.of(INDICATOR
                .json()
                .with("labels", JsonArray.ofTexts(List.of("one", "two")))
                .with(
                        "granular_markings",
                        Json.read("[{\"marking_ref\":\"" + Tlp.RED.markingId()
                                + "\",\"selectors\":[\"labels\"]},{\"lang\":\"nl\",\"selectors\":[\"labels.[1]\"]}]")));
        assertThat(Markings.ofProperty(marked, "labels.[1]")).containsExactly(Tlp.RED.markingId());
        assertThat(Markings.ofProperty(marked, "name")).isEmpty();
        assertThat(Markings.tlp(marked)).contains(Tlp.RED);
        assertThat(Markings.language(marked, "labels.[1]")).isEqualTo("nl");
        assertThat(Markings.language(marked, "labels.[0]")).isEqualTo("en");
        assertThat(Markings.visible(marked, java.util.Set.of()).orElseThrow().has("labels"))
                .isFalse();
    }

    @Test
    void s15_3_2_anObjectIsNotMarkedWithItself() {
        JsonObject definition = Markings.definition(Tlp.GREEN).json();
        assertThat(errors(definition.with(
                        "object_marking_refs",
                        JsonArray.ofTexts(List.of(Tlp.GREEN.markingId().text())))))
                .contains("stix-marking-circular");
    }

    @Test
    void s16_7_3_extensionsSayTheirTypeAndSurvive() {
        String key = "extension-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f";
        assertThat(errorsWith("extensions", "{'" + key + "':{'rank':5}}")).contains("stix-extension-type");
        assertThat(errorsWith("extensions", "{'" + key + "':{'extension_type':'wrong'}}"))
                .contains("stix-enumeration");
        JsonObject toplevel = INDICATOR
                .json()
                .with("rank", Json.read("5"))
                .with(
                        "extensions",
                        Json.read("{\"" + key + "\":{\"extension_type\":\"toplevel-property-extension\"}}"));
        assertThat(Validation.validate(toplevel)).isEmpty();
        assertThat(Json.read(StixObject.of(toplevel).text())).isEqualTo(toplevel);
    }

    @Test
    void s16_7_3_newTypesOfAllKindsComeWithAnExtension() {
        for (String kind : List.of("new-sdo", "new-sro", "new-sco")) {
            JsonObject made = json("{'type':'my-favourite','spec_version':'2.1',"
                    + "'id':'my-favourite--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                    + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z','name':'x',"
                    + "'extensions':{'extension-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f':"
                    + "{'extension_type':'" + kind + "'}}}");
            assertThat(errors(made)).isEmpty();
        }
    }

    @Test
    void s17_7_3_1_extensionDefinitionsNeedACreatorAndHaveNoConfidence() {
        JsonObject definition = json("{'type':'extension-definition','spec_version':'2.1',"
                + "'id':'extension-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z',"
                + "'name':'Ranks','description':'Adds a rank.','schema':'https://ranks.example/v1','version':'1.0',"
                + "'extension_types':['property-extension'],"
                + "'created_by_ref':'identity--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f'}");
        assertThat(Validation.validate(definition)).isEmpty();
        assertThat(errors(definition.without("created_by_ref"))).contains("stix-property-required");
        assertThat(warnings(definition.with("confidence", Json.read("5")))).contains("stix-property-not-applicable");
    }

    @Test
    void s18_2_14_vocabulariesAreOpenAndEnumerationsAreNot() {
        assertThat(errorsWith("indicator_types", "['my-own-type']")).isEmpty();
        JsonObject opinion = json("{'type':'opinion','spec_version':'2.1',"
                + "'id':'opinion--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z',"
                + "'opinion':'maybe','object_refs':['indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f']}");
        assertThat(errors(opinion)).containsExactly("stix-enumeration");
    }

    @Test
    void s18_2_7_aHashHasTheFormOfItsName() {
        assertThat(scoErrors("file", "'hashes':{'MD5':'" + "a".repeat(32) + "'}"))
                .isEmpty();
        assertThat(scoErrors("file", "'hashes':{'MD5':'" + "a".repeat(40) + "'}"))
                .contains("stix-hash-value");
        assertThat(scoErrors("file", "'hashes':{'SHA256':'" + "a".repeat(64) + "'}"))
                .isEmpty();
    }

    @Test
    void s19_5_1_relationshipsOffTheTableAreWarnings() {
        StixObject odd = Relationship.builder(
                        INDICATOR.id(), "eats", StixId.of("malware--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f"), NOW)
                .build();
        assertThat(warnings(odd.json())).containsExactly("stix-relationship-table");
        StixObject known = Relationship.builder(
                        INDICATOR.id(), "indicates", StixId.of("malware--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f"), NOW)
                .build();
        assertThat(Validation.validate(known)).isEmpty();
    }

    @Test
    void s19_5_1_2_aRelationshipStopsAfterItStarts() {
        ObjectBuilder builder = Relationship.builder(
                        INDICATOR.id(), "indicates", StixId.of("malware--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f"), NOW)
                .with("start_time", NOW)
                .with("stop_time", NOW);
        assertThatThrownBy(builder::build).hasMessageContaining("stop_time must be after start_time");
    }

    @Test
    void s19_5_2_1_aSightingIsOfADomainObjectAndCountsFromZero() {
        assertThat(Sighting.builder(INDICATOR.id(), NOW)
                        .with("count", 0)
                        .build()
                        .integer("count"))
                .hasValue(0);
        assertThatThrownBy(() -> Sighting.builder(INDICATOR.id(), NOW)
                        .with("count", 1_000_000_000L)
                        .build())
                .hasMessageContaining("999999999");
        StixId domain = StixId.of("domain-name--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f");
        assertThatThrownBy(() -> Sighting.builder(domain, NOW).build()).hasMessageContaining("domain-name");
    }

    @Test
    void s20_4_7_1_anIndicatorEndsAfterItBeginsAndItsPatternParses() {
        assertThat(errorsWith("valid_until", "'2026-11-24T08:00:00.000Z'")).contains("stix-properties-together");
        assertThat(errorsWith("pattern", "'[a:b = ]'")).contains("stix-pattern");
        assertThat(errorsWith("pattern", "'[url:value > 1] REPEATS 0 TIMES'"))
                .containsExactly("pattern-invalid-repeats");
        JsonObject early = INDICATOR
                .json()
                .with(
                        "pattern",
                        new JsonString("[url:value = 'a'] START t'2020-01-01T00:00:00Z' STOP t'2030-01-01T00:00:00Z'"));
        assertThat(warnings(early)).containsExactly("stix-pattern-interval");
        JsonObject yara = INDICATOR
                .json()
                .with("pattern_type", new JsonString("yara"))
                .with("pattern", new JsonString("rule a { condition: true }"));
        assertThat(errors(yara)).isEmpty();
        assertThat(errors(INDICATOR.json().without("pattern_type"))).contains("stix-property-required");
    }

    @Test
    void s21_4_14_1_observedDataHasObjectsOrReferencesNotBoth() {
        StixId domain = StixId.of("domain-name--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f");
        StixObject observed =
                ObservedEvents.builder(NOW, NOW, 1, List.of(domain), NOW).build();
        assertThat(errors(observed.json())).isEmpty();
        assertThat(errors(observed.json().without("object_refs"))).contains("stix-properties-together");
        assertThatThrownBy(() -> ObservedEvents.builder(NOW, NOW, 0, List.of(domain), NOW)
                        .build())
                .hasMessageContaining("999999999");
        assertThatThrownBy(() -> ObservedEvents.builder(NOW, NOW, 1, List.of(INDICATOR.id()), NOW)
                        .build())
                .hasMessageContaining("indicator");
    }

    @Test
    void s22_6_whatAnObservableMustHaveAtLeast() {
        assertThat(scoErrors("file", "'size':1")).contains("stix-properties-together");
        assertThat(scoErrors("artifact", "'url':'https://a.example/'")).contains("stix-properties-together");
        assertThat(scoErrors("network-traffic", "'protocols':['tcp']")).contains("stix-properties-together");
        assertThat(scoErrors("email-message", "'is_multipart':true,'body':'x'")).contains("stix-properties-together");
        assertThat(errors(json("{'type':'process','id':'process--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f'}")))
                .contains("stix-properties-together");
    }

    @Test
    void s22_4_10_1_aLocationSaysWhereInRange() {
        JsonObject location = json("{'type':'location','spec_version':'2.1',"
                + "'id':'location--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z'}");
        assertThat(errors(location)).contains("stix-properties-together");
        assertThat(errors(location.with("latitude", Json.read("90.1")).with("longitude", Json.read("5"))))
                .containsExactly("stix-range");
        assertThat(errors(location.with("latitude", Json.read("52.1")))).contains("stix-properties-together");
    }

    @Test
    void s23_7_1_1_languageContentIsKeyedByLanguage() {
        JsonObject content = json("{'type':'language-content','spec_version':'2.1',"
                + "'id':'language-content--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z',"
                + "'object_ref':'" + INDICATOR.id() + "','contents':{'nl':{'name':'Naam'}}}");
        assertThat(errors(content)).isEmpty();
        assertThat(errors(content.with("contents", json("{'no language':{'name':'x'}}"))))
                .contains("stix-language");
    }

    @Test
    void s24_3_2_confidenceIsBetween0And100() {
        assertThat(errorsWith("confidence", "100")).isEmpty();
        assertThat(errorsWith("confidence", "101")).containsExactly("stix-range");
    }

    @Test
    void s25_2_9_danglingReferencesAreLegal() {
        StixObject identity =
                Identity.builder("Example CERT", "organization", NOW).build();
        assertThat(errors(INDICATOR
                        .json()
                        .with("created_by_ref", new JsonString(identity.id().text()))))
                .isEmpty();
    }

    @Test
    void s26_11_customContentIsValidWithAWarningAndSurvives() {
        String text = "{'type':'x-thing', 'id':'x-thing--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f','spec_version':'2.1',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z','x_a':1.0}";
        JsonObject thing = json(text);
        assertThat(errors(thing)).isEmpty();
        assertThat(warnings(thing)).contains("stix-custom-type");
        StixObject object = StixObject.of(thing, text.replace('\'', '"'));
        assertThat(object.text()).isEqualTo(text.replace('\'', '"'));
    }

    @Test
    void m3_8_reservedNamesAreRefused() {
        assertThat(errorsWith("severity", "'high'")).contains("stix-reserved");
    }

    @Test
    void m2_11_aBuilderCannotMakeAnInvalidObject() {
        assertThatThrownBy(() -> Indicator.builder("not a pattern", NOW, NOW).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would not be valid STIX");
        assertThat(ObjectBuilder.sco("domain-name")
                        .with("value", "a.example")
                        .build()
                        .id()
                        .text())
                .isEqualTo("domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1");
    }

    @Test
    void pap_travelsAsAnExtensionOfAMarking() {
        for (Pap pap : Pap.values()) {
            assertThat(errors(pap.marking().json())).isEmpty();
            StixObject marked = StixObject.of(INDICATOR
                    .json()
                    .with(
                            "object_marking_refs",
                            JsonArray.ofTexts(List.of(pap.markingId().text()))));
            assertThat(Markings.pap(marked)).contains(pap);
        }
    }

    @Test
    void upgrade_2_13_embeddedObjectsBecomeObjectsWithTheSameIdsEachTime() {
        JsonObject old = json("{'type':'observed-data','id':'observed-data--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z',"
                + "'first_observed':'2026-01-01T00:00:00Z','last_observed':'2026-01-01T00:00:00Z',"
                + "'number_observed':1,'objects':{"
                + "'0':{'type':'file','name':'a','parent_directory_ref':'1'},"
                + "'1':{'type':'directory','path':'/tmp','contains_refs':['0']},"
                + "'2':{'type':'process','pid':4,'name':'x','binary_ref':'0'}}}");
        Upgraded first = Upgrade.toV21(StixObject.of(old));
        Upgraded again = Upgrade.toV21(StixObject.of(old));
        assertThat(first.object()).isEqualTo(again.object());
        assertThat(first.additions()).isEqualTo(again.additions()).hasSize(3);
        assertThat(errors(first.object().json())).isEmpty();
        first.additions().forEach(sco -> assertThat(errors(sco.json())).isEmpty());
        StixObject process = first.additions().get(2);
        assertThat(process.ref("image_ref")).contains(first.additions().get(0).id());
        assertThat(process.text("x_stix20_name")).contains("x");
        assertThat(first.findings()).extracting(Finding::rule).contains("stix-upgraded-dropped");
    }

    @Test
    void s7_3_6_aDefaultMayBeLeftOutWithoutANewVersion() {
        StixObject said = StixObject.of(
                INDICATOR.json().with("revoked", Json.read("false")).with("lang", new JsonString("en")));
        assertThat(Versions.isSameContent(INDICATOR, said)).isTrue();
        assertThat(Versions.compare(INDICATOR, said)).isEmpty();
        StixObject other = StixObject.of(INDICATOR.json().with("confidence", Json.read("1")));
        assertThat(Versions.compare(INDICATOR, other)).extracting(Finding::rule).contains("stix-version-conflict");
    }

    @Test
    void s6_3_6_theFirstVersionWasModifiedWhenItWasCreated() {
        assertThat(INDICATOR.text("modified")).isEqualTo(INDICATOR.text("created"));
        StixObject second = Versions.newVersion(INDICATOR, j -> j, Instant.parse("2026-11-24T08:00:00.000001Z"));
        assertThat(second.text("modified")).contains("2026-11-24T08:00:00.000001Z");
    }

    @Test
    void s15_7_2_severalMarkingsAllHoldAndTheNarrowestLabelWins() {
        StixObject marked = StixObject.of(INDICATOR
                .json()
                .with(
                        "object_marking_refs",
                        JsonArray.ofTexts(List.of(
                                Tlp.CLEAR.markingId().text(),
                                Tlp.GREEN.markingId().text(),
                                Pap.AMBER.markingId().text())))
                .with(
                        "granular_markings",
                        Json.read("[{\"marking_ref\":\"" + Tlp.AMBER.markingId()
                                + "\",\"selectors\":[\"description\"]},{\"marking_ref\":\"" + Tlp.CLEAR.markingId()
                                + "\",\"selectors\":[\"name\"]}]")));
        assertThat(Validation.isValid(Validation.validate(marked))).isTrue();
        assertThat(Markings.tlp(marked)).contains(Tlp.AMBER);
        assertThat(Markings.tlp(marked, "description")).contains(Tlp.AMBER);
        assertThat(Markings.tlp(marked, "name"))
                .as("a wider label never widens")
                .contains(Tlp.GREEN);
        assertThat(Markings.tlp(marked, "pattern")).contains(Tlp.GREEN);
        assertThat(Markings.pap(marked)).contains(Pap.AMBER);
        assertThat(Markings.ofProperty(marked, "description")).hasSize(4);
    }

    @Test
    void pap_isKnownByItsExtensionUnderAnyId() {
        StixObject copy = StixObject.of(Pap.RED
                .marking()
                .json()
                .with("id", new JsonString("marking-definition--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f")));
        assertThat(Markings.papOfDefinition(copy)).contains(Pap.RED);
        assertThat(Markings.papOfDefinition(Markings.definition(Tlp.RED))).isEmpty();
    }

    @Test
    void s7_2_1_aStatementMarkingIsMadeValidAndRead() {
        StixObject statement =
                Markings.statement("Copyright 2026", StixId.of("identity--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f"), NOW);
        assertThat(errors(statement.json())).isEmpty();
        assertThat(Markings.statementOf(statement)).contains("Copyright 2026");
    }
}
