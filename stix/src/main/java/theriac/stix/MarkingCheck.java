package theriac.stix;

import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Checks object and granular markings beyond their tables (STIX 2.1 §7.2).
final class MarkingCheck {

    private MarkingCheck() {}

    static void check(JsonObject object, Report report) {
        if (!(object.valueOrNull("id") instanceof JsonString own)) {
            return; // said with the members
        }
        String id = own.text();
        if (object.valueOrNull("object_marking_refs") instanceof JsonArray refs
                && refs.values().contains(own)) {
            circular("object_marking_refs", report);
        }
        if (object.valueOrNull("granular_markings") instanceof JsonArray granular) {
            report.into("granular_markings");
            for (int i = 0; i < granular.size(); i++) {
                if (granular.values().get(i) instanceof JsonObject marking) {
                    report.into(i);
                    granular(object, id, marking, report);
                    report.leave();
                }
            }
            report.leave();
        }
    }

    private static void circular(String property, Report report) {
        report.error("stix-marking-circular", property, "An object must not be marked with itself (STIX 2.1 §3.2).");
    }

    private static void granular(JsonObject object, String id, JsonObject marking, Report report) {
        if (marking.text("marking_ref").filter(id::equals).isPresent()) {
            circular("marking_ref", report);
        }
        JsonArray selectors = marking.array("selectors").orElse(JsonArray.EMPTY);
        report.into("selectors");
        for (int i = 0; i < selectors.size(); i++) {
            if (selectors.values().get(i) instanceof JsonString(String selector)
                    && Selectors.resolve(object, selector).isEmpty()) {
                report.into(i);
                report.error(
                        "stix-selector",
                        "The selector " + Report.quoted(selector)
                                + " is malformed or refers to nothing in this object (STIX 2.1 §7.2.3).");
                report.leave();
            }
        }
        report.leave();
    }
}
