package theriac.hub.formats.controls;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// Detection rules of one language in a file, each with the indicator that it is from. Author and licence stand
/// in the rules' own words, which are kept as they came.
record RuleCollection(String file, String language, RuleCheck check) implements ControlFormat {

    private static final int MOST = 20_000;

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.noneOf(ValueKind.class);
    }

    @Override
    public Optional<String> rules() {
        return Optional.of(language);
    }

    /// Rules that drop are left out: these only tell.
    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean wholeObjects() {
        return true;
    }

    private record Taken(ControlEntry entry, JsonObject indicator, RuleCheck.Checked rules) {}

    @Override
    public void write(ControlList list, ControlText out) {
        var names = new HashSet<String>();
        var imports = new LinkedHashSet<String>();
        var taken = new ArrayList<Taken>();
        for (var entry : list.entries()) {
            var indicator = entry.json().isEmpty() ? JsonObject.empty() : (JsonObject) Json.read(entry.json());
            var unique = entry.id().substring(entry.id().lastIndexOf('-') + 1);
            var checked = check.check(indicator.text("pattern").orElse(""), names, unique);
            if (checked.isPresent()) {
                imports.addAll(checked.get().imports());
                taken.add(new Taken(entry, indicator, checked.get()));
            } else {
                out.leaveOut(entry.value());
            }
        }
        out.add(check.comment()).add(Wire.line(list.title(), 200)).line();
        imports.forEach(line -> out.add(line).line());
        for (var each : taken) {
            out.line();
            out.add(check.comment()).add(each.entry().id()).line();
            remark(each.entry().name(), out);
            remark(each.indicator().text("created_by_ref").orElse(""), out);
            out.add(each.rules().text());
            out.counted();
        }
    }

    private void remark(String text, ControlText out) {
        if (!text.isEmpty()) {
            // A sign that joins lines would make a remark of the rule.
            out.add(check.comment())
                    .add(Wire.line(text, 200).replace('\\', '/'))
                    .line();
        }
    }
}
