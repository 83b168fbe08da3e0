package theriac.hub.publications;

import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Why a warning went to an organisation, as a delivery keeps it.
final class WhyJson {

    private WhyJson() {}

    /// @return "" when it goes to every member
    static String write(List<Recipients.Reason> reasons) {
        if (reasons.stream().allMatch(reason -> reason.rule().equals("everybody"))) {
            return "";
        }
        return Json.write(JsonArray.of(reasons.stream()
                .map(reason -> JsonObject.builder()
                        .put("rule", reason.rule())
                        .put("subject", reason.subject())
                        .put("because", JsonArray.ofTexts(reason.because()))
                        .build())
                .toList()));
    }

    static List<Recipients.Reason> read(String text) {
        if (text.isEmpty()) {
            return List.of(new Recipients.Reason("everybody", "", List.of()));
        }
        return ((JsonArray) Json.read(text))
                .objects().stream()
                        .map(each -> new Recipients.Reason(
                                each.text("rule").orElse(""),
                                each.text("subject").orElse(""),
                                each.array("because").map(JsonArray::texts).orElse(List.of())))
                        .toList();
    }
}
