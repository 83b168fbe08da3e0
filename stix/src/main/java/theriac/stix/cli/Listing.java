package theriac.stix.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.json.JsonObject;

/// Validates what a reader finds and prints a line for each finding, or a JSON line for each object.
final class Listing implements BundleSink {

    private final String source;
    private final PrintStream out;
    private final boolean json;
    private final Checks checks;
    private int objects;
    private int errors;
    private int warnings;
    private boolean old;

    Listing(String source, PrintStream out, boolean json, Checks checks) {
        this.source = source;
        this.out = out;
        this.json = json;
        this.checks = checks;
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> findings) {
        objects++;
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(checks.of(object));
        print(pointer, object.id().text(), all);
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
        print(pointer, "", findings);
    }

    /// The bundle's own members; a bundle without fault is not listed.
    @Override
    public void envelope(JsonObject members) {
        old |= members.text("spec_version").filter("2.0"::equals).isPresent() && !checks.upgrade();
        List<Finding> findings = members.text("type").filter("bundle"::equals).isPresent() && !checks.upgrade()
                ? Validation.validate(members)
                : List.of();
        if (!findings.isEmpty()) {
            print("", members.text("id").orElse(""), findings);
        }
    }

    @Override
    public void finding(Finding finding) {
        print("", "", List.of(finding));
    }

    private void print(String pointer, String id, List<Finding> findings) {
        for (Finding finding : findings) {
            switch (finding.severity()) {
                case ERROR -> errors++;
                case WARNING -> warnings++;
                case INFO -> {
                    // counted by no one: nothing is wrong
                }
            }
        }
        if (json) {
            JsonObject line = JsonObject.builder()
                    .put("file", source)
                    .put("pointer", pointer)
                    .put("id", id)
                    .putAll(Cases.validation(findings))
                    .build();
            out.println(Cases.line(line));
            return;
        }
        for (Finding f : findings) {
            String place = f.pointer().startsWith(pointer) ? f.pointer() : pointer + f.pointer();
            out.println(Terminal.safe(
                    source + ": " + f.severity() + " " + id + " " + place + " " + f.message() + " [" + f.rule() + "]"));
        }
    }

    void summary() {
        if (!json) {
            out.println(Terminal.safe(source + ": " + objects + " objects, " + errors + " errors, " + warnings
                    + " warnings" + (old ? ". It is STIX 2.0: --upgrade reads it as 2.1." : "")));
        }
    }

    boolean isValid() {
        return errors == 0;
    }
}
