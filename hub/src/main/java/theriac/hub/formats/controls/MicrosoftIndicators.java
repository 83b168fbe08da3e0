package theriac.hub.formats.controls;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// The body of Defender for Endpoint's indicator import, a portion a line: at most 500 are taken at once,
/// 15,000 in all, no networks, and everything ends some day.
record MicrosoftIndicators() implements ControlFormat {

    private static final int AT_ONCE = 500;
    private static final Duration NO_END = Duration.ofDays(30);

    @Override
    public String file() {
        return "microsoft.ndjson";
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(
                ValueKind.DOMAIN,
                ValueKind.URL,
                ValueKind.IPV4,
                ValueKind.IPV6,
                ValueKind.MD5,
                ValueKind.SHA1,
                ValueKind.SHA256);
    }

    @Override
    public int most() {
        return 15_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        var entries = out.carried(list);
        for (int from = 0; from < entries.size(); from += AT_ONCE) {
            var portion = entries.subList(from, Math.min(entries.size(), from + AT_ONCE));
            out.add("{\"Indicators\":[");
            for (int i = 0; i < portion.size(); i++) {
                out.add(i == 0 ? "" : ",").add(Json.write(indicator(portion.get(i), list.at())));
                out.counted();
            }
            out.add("]}").line();
        }
    }

    private static JsonObject indicator(ControlEntry entry, Instant at) {
        var name = Wire.line(entry.name(), 200);
        return JsonObject.builder()
                .put("indicatorValue", entry.value().text())
                .put("indicatorType", type(entry.value().kind()))
                .put("title", name.isEmpty() ? entry.id() : name)
                .put("description", entry.id())
                .put("action", "Block")
                .put("severity", entry.confidence() >= 70 ? "High" : "Medium")
                .put("generateAlert", true)
                .put("expirationTime", entry.until().orElse(at.plus(NO_END)).toString())
                .build();
    }

    private static String type(ValueKind kind) {
        return switch (kind) {
            case DOMAIN -> "DomainName";
            case URL -> "Url";
            case IPV4, IPV6 -> "IpAddress";
            case MD5 -> "FileMd5";
            case SHA1 -> "FileSha1";
            default -> "FileSha256";
        };
    }
}
