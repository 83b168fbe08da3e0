package theriac.hub.publications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts as files: sections begin with `# name`, `{{name}}` stands for a value. A line that needs a value
/// which is absent is left out, so one template serves many cases; `{{name?}}` shows nothing and needs the
/// value, for a heading above it. Values are put in once and never read as template text again.
final class Templates {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)(\\??)}}");

    private Templates() {}

    /// The sections of a template, filled in.
    ///
    /// @param file name beside this class, for example `operational-alert.nl.txt`
    /// @param values absent or empty values drop the lines that need them
    static Map<String, String> render(String file, Map<String, String> values) {
        return fill(text(file), values);
    }

    /// The words of CSAF documents in a language; Dutch unless it is English.
    static String csaf(String language) {
        return "csaf." + (language.equals("en") ? "en" : "nl") + ".txt";
    }

    /// One section of a template, filled in; "" when a line of it needed something that is absent and no
    /// other was left.
    ///
    /// @throws IllegalStateException when the template has no such section
    static String section(String file, String name, Map<String, String> values) {
        var section = render(file, values).get(name);
        if (section == null) {
            throw new IllegalStateException("The template %s has no section \"%s\".".formatted(file, name));
        }
        return section;
    }

    static Map<String, String> fill(String template, Map<String, String> values) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (var line : template.lines().toList()) {
            if (line.startsWith("# ")) {
                current = new ArrayList<>();
                sections.put(line.substring(2).strip(), current);
            } else {
                filled(line, values, current);
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        sections.forEach((name, lines) -> texts.put(
                name, String.join("\n", lines).replaceAll("\n{3,}", "\n\n").strip()));
        return texts;
    }

    private static void filled(String line, Map<String, String> values, List<String> lines) {
        var place = PLACE.matcher(line);
        var out = new StringBuilder();
        while (place.find()) {
            var value = values.getOrDefault(place.group(1), "");
            if (value.isEmpty()) {
                return;
            }
            place.appendReplacement(out, place.group(2).isEmpty() ? Matcher.quoteReplacement(value) : "");
        }
        place.appendTail(out);
        lines.add(out.toString());
    }

    private static String text(String file) {
        try (var in = Templates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The template " + file + " is missing from the build.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
