package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.spec.Spec;
import theriac.stix.view.Indicator;
import theriac.stix.view.Relationship;

/// The tour of `stix/README.md`: what stands there between two fences is what stands here between two tags, to the
/// letter.
class TourTest {

    private static final Path ROOT = Path.of(System.getProperty("theriac.root", ".."), "stix");
    private static final String BUNDLE = """
            {"type":"bundle","id":"bundle--0a51d8c4-7f2e-4b6a-8d93-1c2e3f405161","objects":[
            {"type":"domain-name","id":"domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1","value":"a.example"},
            {"type":"domain-name","id":"domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1"},
            {"type":"domain-name","value":"b.example"}]}""";

    @Test
    void readAndValidate() throws IOException {
        InputStream stream = new ByteArrayInputStream(BUNDLE.getBytes(StandardCharsets.UTF_8));
        // tour: read
        List<StixObject> good = new ArrayList<>();
        List<Finding> bad = new ArrayList<>();
        BundleReader.read(stream, JsonLimits.standard(), new BundleSink() {
            @Override
            public void object(int index, String pointer, StixObject object, List<Finding> findings) {
                List<Finding> found = Validation.validate(object);
                if (Validation.isValid(found)) {
                    good.add(object);
                } else {
                    bad.addAll(found);
                }
            }

            @Override
            public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
                bad.addAll(findings); // no id, no JSON, too large: one bad object never takes another with it
            }

            @Override
            public void finding(Finding finding) {
                bad.add(finding); // about the stream as a whole
            }
        });
        // end
        assertThat(good).hasSize(1);
        assertThat(bad)
                .extracting(Finding::rule)
                .contains("stix-property-required")
                .endsWith("stix-no-object");
        // tour: finding
        Finding first = bad.getFirst();
        assertThat(first.rule()).isEqualTo("stix-property-required");
        assertThat(first.severity()).isEqualTo(Severity.ERROR); // a broken MUST; a SHOULD is a WARNING
        assertThat(first.message()).isEqualTo("The required property value is missing (STIX 2.1 §6.4.1).");
        // end
    }

    @Test
    void make() {
        // tour: make
        Instant now = Instant.parse("2026-11-24T08:00:00Z");
        StixObject domain =
                ObjectBuilder.sco("domain-name").with("value", "a.example").build();
        StixObject indicator = Indicator.builder("[domain-name:value = 'a.example']", now, now)
                .with("name", "False parcel service")
                .with("description", "Seen in messages about a parcel.")
                .confidence(85)
                .marked(Tlp.GREEN)
                .build(); // validates, and throws rather than make an object that breaks a MUST
        StixObject sighted = Relationship.builder(indicator.id(), "based-on", domain.id(), now)
                .build();
        // end
        assertThat(domain.id().text()).isEqualTo("domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1");
        assertThat(Validation.validate(sighted)).extracting(Finding::rule).containsExactly("stix-relationship-table");
        // tour: versions
        StixObject corrected = Versions.newVersion(indicator, json -> json.without("confidence"), now.plusSeconds(60));
        StixObject revoked = Versions.revoke(corrected, now.plusSeconds(120)); // for ever: no version can follow
        assertThat(Versions.newest(List.of(revoked, indicator, corrected))).contains(revoked);
        // end
        // tour: markings
        StixObject marked = StixObject.of(indicator
                .json()
                .with(
                        "granular_markings",
                        Json.read("[{\"marking_ref\":\"" + Tlp.RED.markingId()
                                + "\",\"selectors\":[\"description\"]}]")));
        assertThat(Markings.tlp(marked, "name")).contains(Tlp.GREEN);
        assertThat(Markings.tlp(marked, "description")).contains(Tlp.RED);
        assertThat(Markings.tlp(marked)).contains(Tlp.RED); // the whole is as narrow as its narrowest part
        // end
    }

    @Test
    void upgradeAndKeep() {
        JsonObject old = (JsonObject) Json.read("""
                {"type":"indicator","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
                "created":"2016-04-06T20:03:48.000Z","modified":"2016-04-06T20:03:48.000Z","name":"Bad",
                "labels":["malicious-activity"],"pattern":"[domain-name:value = 'a.example']",
                "valid_from":"2016-04-06T20:03:48.123456789Z","x_own":1.0}""");
        // tour: upgrade
        Upgraded upgraded = Upgrade.toV21(StixObject.of(old)); // STIX 2.0 in, 2.1 out, a finding for each inference
        assertThat(upgraded.object().texts("indicator_types")).containsExactly("malicious-activity");
        assertThat(upgraded.findings()).extracting(Finding::rule).contains("stix-upgraded-labels");
        // end
        // tour: keep
        String text = "{\"x_own\":1.0, \"type\":\"domain-name\",\"value\":\"a.example\","
                + "\"id\":\"domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1\"}";
        StixObject object = StixObject.of((JsonObject) Json.read(text), text);
        assertThat(object.text()).isEqualTo(text); // to the byte: order, spaces, 1.0
        assertThat(new String(Json.canonical(object.json()), StandardCharsets.UTF_8))
                .startsWith("{\"id\":"); // RFC 8785
        // end
        // tour: tables
        assertThat(Spec.V21.type("indicator").orElseThrow().property("valid_from"))
                .isNotNull();
        assertThat(Spec.V21.listsRelationship("indicator", "indicates", "malware"))
                .isTrue();
        assertThat(Spec.V21.vocabulary("tlp-ov")).isEmpty();
        // end
        assertThat(upgraded.object().json().valueOrNull("x_own")).isEqualTo(Json.read("1.0"));
        assertThat(object.json().valueOrNull("value")).isEqualTo(new JsonString("a.example"));
    }

    @Test
    void theReadmeSaysWhatRunsHere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String source = Files.readString(ROOT.resolve("src/test/java/theriac/stix/TourTest.java"));
        List<String> shown = regions(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL), readme);
        List<String> run = regions(Pattern.compile(" // tour: [a-z]+\n(.*?) +// end\n", Pattern.DOTALL), source);
        assertThat(run).hasSizeGreaterThan(6);
        assertThat(shown).isEqualTo(run);
    }

    private static List<String> regions(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<String> regions = new ArrayList<>();
        while (matcher.find()) {
            regions.add(matcher.group(1).stripTrailing().stripIndent().strip());
        }
        return regions;
    }
}
