package theriac.stix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import theriac.stix.json.JsonPointers;

/// Collects findings while a tree is walked, and knows the place of the walk. One use, one thread.
///
/// The place is kept as a stack and becomes a JSON pointer only when there is something to report.
final class Report {

    private final List<Finding> findings = new ArrayList<>(4);
    private @Nullable String[] names = new String[16];
    private int[] places = new int[16];
    private int depth;

    void into(String name) {
        grow();
        names[depth++] = name;
    }

    void into(int place) {
        grow();
        names[depth] = null;
        places[depth++] = place;
    }

    void leave() {
        depth--;
    }

    private void grow() {
        if (depth == places.length) {
            names = Arrays.copyOf(names, depth * 2);
            places = Arrays.copyOf(places, depth * 2);
        }
    }

    void error(String rule, String message) {
        add(Severity.ERROR, rule, message);
    }

    void warning(String rule, String message) {
        add(Severity.WARNING, rule, message);
    }

    void error(String rule, String property, String message) {
        into(property);
        add(Severity.ERROR, rule, message);
        leave();
    }

    void warning(String rule, String property, String message) {
        into(property);
        add(Severity.WARNING, rule, message);
        leave();
    }

    void info(String rule, String message) {
        add(Severity.INFO, rule, message);
    }

    void info(String rule, String property, String message) {
        into(property);
        add(Severity.INFO, rule, message);
        leave();
    }

    private void add(Severity severity, String rule, String message) {
        findings.add(new Finding(rule, severity, pointer(), message));
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder(32);
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            pointer.append('/');
            if (name == null) {
                pointer.append(places[i]);
            } else {
                pointer.append(JsonPointers.escape(name));
            }
        }
        return pointer.toString();
    }

    List<Finding> findings() {
        return findings;
    }

    /// A text from the data, cut so that a finding stays one readable sentence.
    static String quoted(String text) {
        return text.length() <= 80 ? "\"" + text + "\"" : "\"" + text.substring(0, 77) + "...\"";
    }
}
