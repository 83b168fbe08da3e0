package theriac.stix.cli;

import java.util.ArrayList;
import java.util.List;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.stix.Upgraded;
import theriac.stix.Validation;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// What a person wants to be checked.
///
/// @param upgrade STIX 2.0 is read as 2.1 first
/// @param advice what is recommended and hardly anyone follows is told too
record Checks(boolean upgrade, boolean advice) {

    /// What is wrong with an object, or with the objects of a bundle.
    List<Finding> of(JsonValue value) {
        if (!upgrade) {
            return checked(value);
        }
        if (value instanceof JsonObject bundle && bundle.array("objects").isPresent()) {
            return bundle.array("objects").orElse(JsonArray.EMPTY).values().stream()
                    .flatMap(object -> of(object).stream())
                    .toList();
        }
        return value instanceof JsonObject object
                ? StixObject.find(object).map(this::of).orElseGet(() -> checked(value))
                : checked(value);
    }

    /// What is wrong with an object.
    List<Finding> of(StixObject object) {
        if (!upgrade) {
            return checked(object.json());
        }
        Upgraded upgraded = Upgrade.toV21(object);
        List<Finding> all = new ArrayList<>(upgraded.findings());
        all.addAll(checked(upgraded.object().json()));
        upgraded.additions().forEach(added -> all.addAll(checked(added.json())));
        return all;
    }

    private List<Finding> checked(JsonValue value) {
        List<Finding> all = new ArrayList<>(Validation.validate(value));
        if (advice) {
            all.addAll(Validation.advise(value));
        }
        return all;
    }
}
