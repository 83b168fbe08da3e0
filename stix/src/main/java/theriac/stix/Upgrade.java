package theriac.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import theriac.stix.json.JsonObject;

/// STIX 2.0 objects as STIX 2.1.
public final class Upgrade {

    private static final Set<String> NOT_SPEC_VERSIONED = Set.of("bundle");

    private Upgrade() {}

    /// The STIX 2.1 form of an object; a 2.1 object comes back as it is. Never throws on bad data.
    public static Upgraded toV21(StixObject object) {
        if (object.json().has("spec_version") || NOT_SPEC_VERSIONED.contains(object.type())) {
            return new Upgraded(object, List.of(), List.of());
        }
        if (object.created().isEmpty()) {
            return new Upgraded(object, List.of(), List.of()); // an SCO: spec_version is optional there
        }
        List<Finding> findings = new ArrayList<>();
        JsonObject.Builder out = JsonObject.builder();
        out.put("type", object.type()).put("spec_version", "2.1");
        object.json().members().forEach(m -> out.put(m.name(), m.value()));
        findings.add(Finding.info(
                "stix-upgraded", "", "The object had no spec_version and was read as STIX 2.0 (STIX 2.1 §3.2)."));
        return new Upgraded(StixObject.of(out.build()), List.of(), findings);
    }
}
