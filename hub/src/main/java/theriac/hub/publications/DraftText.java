package theriac.hub.publications;

import java.util.HashMap;
import java.util.Map;
import theriac.stix.value.Defang;

/// The first words of an operational alert, from what the desk read in a report. An analyst improves them.
final class DraftText {

    private DraftText() {}

    static Wording of(KindTemplates templates, Reports.Material material, String language) {
        var words = templates.render(PublicationKind.OPERATIONAL_ALERT, language, Map.of());
        Map<String, String> values = new HashMap<>();
        var channel = words.getOrDefault("channel-" + material.channel(), material.channel());
        values.put("brand", material.brand());
        values.put("channel", channel);
        values.put("plain-channel", material.brand().isEmpty() ? channel : "");
        values.put(
                "amount", material.amounts().isEmpty() ? "" : material.amounts().getFirst());
        values.put("lookalike", Defang.defang(material.lookalike()));
        boolean alert = material.remarks().stream().anyMatch(rule -> rule.startsWith("nl-alert"));
        values.put("nl-alert", alert ? words.getOrDefault("nl-alert", "") : "");
        Written.makeLiteral(values);
        var text = templates.render(PublicationKind.OPERATIONAL_ALERT, language, values);
        var title = text.getOrDefault("title", "");
        return new Wording(
                title.isEmpty() ? text.getOrDefault("title-without-brand", "") : title,
                text.getOrDefault("summary", ""),
                text.getOrDefault("advice", ""));
    }
}
