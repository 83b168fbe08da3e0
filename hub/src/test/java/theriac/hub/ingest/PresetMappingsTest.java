package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import theriac.hub.formats.Format;
import theriac.hub.formats.FormatSettings;
import theriac.hub.formats.Preview;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Vectors;

/// The public feeds that the hub knows: each carries how it is read, its terms and its licence, and reads a
/// file of its form without a rejection.
class PresetMappingsTest {

    /// Files in the form of those feeds; the values in them are invented.
    private static final Map<String, String> FORMS = new TreeMap<>(Map.of(
            "urlhaus-csv", "urlhaus-form.csv",
            "threatfox-csv", "threatfox-form.csv",
            "feodo-csv", "feodo-form.csv",
            "spamhaus-drop", "drop-form.txt",
            "spamhaus-drop-json", "drop-form.ndjson",
            "phishtank", "phishtank-form.json",
            "openphish", "openphish-form-snapshot-1.txt",
            "blocklist-de", "blocklist-de-form.txt",
            "epss", "epss-form.csv"));

    static {
        FORMS.put("dataplane-ssh", "dataplane-form.txt");
        FORMS.put("tweetfeed-csv", "../tweetfeed/today.csv");
    }

    private static Preset preset(String id) {
        return Preset.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Preview read(String id) throws IOException {
        var preset = preset(id);
        var settings = FormatSettings.of(StixId.of("identity--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5"), Instant.EPOCH)
                .withOptions(
                        preset.options().isEmpty() ? JsonObject.empty() : (JsonObject) Json.read(preset.options()));
        try (var file = Vectors.open("feeds/invented-formats/" + FORMS.get(id))) {
            return Preview.of(Format.of(preset.kind()).orElseThrow(), file, settings, 50);
        }
    }

    @Test
    void aFileOfTheFeedsFormIsReadWithoutARejection() throws IOException {
        for (var id : FORMS.keySet()) {
            var preview = read(id);
            assertThat(preview.rows()).as(id).isNotEmpty();
            assertThat(preview.rows()).as(id).noneMatch(Preview.Row::isRejected);
            assertThat(preview.findings())
                    .as(id)
                    .extracting(Finding::rule)
                    .noneMatch(rule -> rule.startsWith("mapping.setting") || rule.endsWith(".settings"));
        }
    }

    /// What the record says beside its value is there too: when, what malware, how sure, where more is said.
    @Test
    void theMappingTakesWhatARecordSays() throws IOException {
        var url = first("urlhaus-csv");
        assertThat(url.text("valid_from").orElse("")).startsWith("2026-03-");
        assertThat(url.labels()).contains("malware_download", "flubot");
        assertThat(Json.write(url.json())).contains("https://link.example/url/");
        var fox = first("threatfox-csv");
        assertThat(fox.labels()).contains("payload_delivery", "win.cobalt_strike");
        assertThat(fox.confidence()).hasValue(25);
        assertThat(first("feodo-csv").labels()).contains("Pikabot");
        assertThat(first("dataplane-ssh").labels()).contains("sshpwauth");
        assertThat(first("dataplane-ssh").text("valid_from").orElse("")).startsWith("2026-03-17T06:57:25");
        assertThat(Json.write(first("tweetfeed-csv").json())).contains("https://x.com/", "ransomware");
        assertThat(Json.write(first("spamhaus-drop-json").json())).contains("SBL999900", "198.51.100.0/24");
    }

    private static StixObject first(String id) throws IOException {
        return read(id).rows().stream()
                .flatMap(row -> row.objects().stream())
                .filter(object -> object.type().equals("indicator"))
                .findFirst()
                .orElseThrow();
    }

    /// Until somebody accepts the terms there is no source; the source that comes of it carries all of this.
    @Test
    void eachHasTermsAndASourceThatCarriesThem() {
        assertThat(Preset.all()).hasSizeGreaterThanOrEqualTo(23);
        for (var preset : Preset.all()) {
            assertThat(preset.terms()).as(preset.id()).isNotBlank();
            assertThat(preset.termsUrl()).as(preset.id()).startsWith("https://");
            var form = preset.form("a-key");
            form.check(java.util.Set.of("http", "misp-feed", "csaf"));
            assertThat(form.terms()).as(preset.id()).contains(preset.terms(), preset.termsUrl());
            assertThat(form.licence()).as(preset.id()).isEqualTo(preset.licence());
            assertThat(form.options()).as(preset.id()).isEqualTo(preset.options());
        }
        assertThat(List.copyOf(FORMS.keySet()))
                .allSatisfy(id -> assertThat(preset(id).id()).isEqualTo(id));
    }
}
