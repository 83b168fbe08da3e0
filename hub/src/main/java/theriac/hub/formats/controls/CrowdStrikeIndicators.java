package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.ValueKind;

/// The body of CrowdStrike's indicator import. Only files can be prevented; names and addresses are detected.
record CrowdStrikeIndicators() implements ControlFormat {

    @Override
    public String file() {
        return "crowdstrike.json";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(ValueKind.DOMAIN, ValueKind.IPV4, ValueKind.IPV6, ValueKind.MD5, ValueKind.SHA256);
    }

    @Override
    public int most() {
        return 100_000;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("{\"comment\":").add(Json.write(new JsonString(Wire.line(list.title(), 200))));
        out.add(",\"indicators\":[");
        var entries = out.carried(list);
        for (int i = 0; i < entries.size(); i++) {
            out.add(i == 0 ? "\n" : ",\n").add(Json.write(indicator(entries.get(i))));
            out.counted();
        }
        out.add("\n]}").line();
    }

    private static JsonObject indicator(ControlEntry entry) {
        var kind = entry.value().kind();
        var indicator = JsonObject.builder()
                .put("type", kind.code())
                .put("value", entry.value().text())
                .put("action", Wire.isHash(kind) ? "prevent" : "detect")
                .put("severity", entry.confidence() >= 70 ? "high" : "medium")
                .put("platforms", List.of("windows", "mac", "linux"))
                .put("applied_globally", true)
                .put("source", "Theriac")
                .put("description", entry.id());
        entry.until().ifPresent(until -> indicator.put("expiration", until.toString()));
        return indicator.build();
    }
}
