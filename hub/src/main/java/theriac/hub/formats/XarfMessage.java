package theriac.hub.formats;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// An abuse message in XARF 4 about a phishing page: what programs at a host or registrar read beside a mail.
///
/// @param id of the message, the same for every copy
/// @param at when it was first seen
/// @param organization who complains
/// @param contact the mail address where answers go
/// @param value what is complained about: a URL, a domain, an address
/// @param brand whom it imitates; "" when nobody
/// @param evidence text that shows it; empty: none goes out
public record XarfMessage(
        UUID id,
        Instant at,
        String organization,
        String contact,
        NormalValue value,
        String brand,
        Optional<Evidence> evidence) {

    private static final String VERSION = "4.2.0";

    /// @param payload as base64
    /// @param hash `sha256:` and lower-case hexadecimal digits
    public record Evidence(String description, String payload, String hash) {}

    /// The message as JSON.
    public JsonObject render() {
        var party = JsonObject.builder()
                .put("org", organization)
                .put("contact", contact)
                .put("domain", contact.substring(contact.indexOf('@') + 1))
                .build();
        var json = JsonObject.builder()
                .put("xarf_version", VERSION)
                .put("report_id", id.toString())
                .put("timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reporter", party)
                .put("sender", party)
                .put("source_identifier", host(value))
                .put("category", "content")
                .put("type", "phishing")
                .put("evidence_source", evidence.isPresent() ? "user_report" : "manual_analysis");
        if (value.kind() == ValueKind.URL) {
            json.put("url", value.text());
        }
        if (!brand.isEmpty()) {
            json.put("target_brand", brand);
        }
        evidence.ifPresent(shown -> json.put(
                "evidence",
                JsonArray.of(java.util.List.of(JsonObject.builder()
                        .put("content_type", "text/plain")
                        .put("description", shown.description())
                        .put("payload", shown.payload())
                        .put("hash", shown.hash())
                        .build()))));
        return json.build();
    }

    /// Where it stands on the internet: the host of a URL, and everything else as it is.
    public static String host(NormalValue value) {
        if (value.kind() != ValueKind.URL) {
            return value.text();
        }
        try {
            var host = URI.create(value.text()).getHost();
            return host == null ? value.text() : host;
        } catch (IllegalArgumentException odd) {
            return value.text();
        }
    }
}
