package theriac.hub.publications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import theriac.hub.core.Problem;

/// The first words of each kind of publication, as files: the supplied ones, or the operator's own of the same
/// name in the folder `templates` of the data folder. Own files are read anew each time, and a fault in one is
/// told by its line; it never becomes half a draft. Thread-safe.
final class KindTemplates {

    private static final int LARGEST = 100_000; // bytes
    private static final int MOST_FAULTS = 20;
    private static final List<String> SECTIONS = List.of("title", "summary", "advice");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern LONE = Pattern.compile("\\{\\{|}}");

    private final Path folder;

    /// @param folder of own templates; it need not exist
    KindTemplates(Path folder) {
        this.folder = folder;
    }

    /// What is wrong with an own template.
    ///
    /// @param line from 1; 0: with the file as a whole
    record Fault(String file, int line, String sentence) {}

    /// The words of a kind, filled in.
    ///
    /// @throws Problem when the operator's own template has a fault: nothing is made of it
    Map<String, String> render(PublicationKind kind, String language, Map<String, String> values) {
        var name = name(kind, language);
        var own = folder.resolve(name);
        if (!Files.exists(own)) {
            return Templates.render(name, values);
        }
        var text = new StringBuilder();
        var faults = check(kind, own, text);
        if (!faults.isEmpty()) {
            var first = faults.getFirst();
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The template %s has a fault%s: %s Mend it, or take the file away: then the supplied one is used."
                            .formatted(
                                    own.getFileName(),
                                    first.line() == 0 ? "" : " in line " + first.line(),
                                    first.sentence()));
        }
        return Templates.fill(text.toString(), values);
    }

    /// What is wrong with the own templates of a kind; empty when nothing is, or there are none.
    List<Fault> faults(PublicationKind kind) {
        var faults = new ArrayList<Fault>();
        for (var language : List.of("nl", "en")) {
            var own = folder.resolve(name(kind, language));
            if (Files.exists(own)) {
                faults.addAll(check(kind, own, new StringBuilder()));
            }
        }
        return List.copyOf(faults);
    }

    private static String name(PublicationKind kind, String language) {
        return kind.text() + "." + (language.equals("en") ? "en" : "nl") + ".txt";
    }

    /// @param text gets what stands in the file
    private static List<Fault> check(PublicationKind kind, Path file, StringBuilder text) {
        var name = file.getFileName().toString();
        try {
            if (Files.size(file) > LARGEST) {
                return List.of(new Fault(name, 0, "It is larger than %,d bytes.".formatted(LARGEST)));
            }
            text.append(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException foreign) {
            return List.of(new Fault(name, 0, "It is not written in UTF-8."));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The template " + file + " cannot be read.", unreadable);
        }
        return check(kind, name, text.toString().lines().toList());
    }

    static List<Fault> check(PublicationKind kind, String file, List<String> lines) {
        var faults = new ArrayList<Fault>();
        var found = new HashSet<String>();
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1);
            if (line.startsWith("# ")) {
                var section = line.substring(2).strip();
                if (!found.add(section)) {
                    faults.add(new Fault(file, number, "The section \"%s\" is there twice.".formatted(section)));
                }
            } else if (found.isEmpty() && !line.isBlank()) {
                faults.add(new Fault(file, number, "Text before the first section; begin with \"# title\"."));
            }
            places(kind, file, number, line, faults);
        }
        for (var section : SECTIONS) {
            if (!found.contains(section)) {
                faults.add(new Fault(file, 0, "The section \"# %s\" is missing.".formatted(section)));
            }
        }
        return faults.stream().limit(MOST_FAULTS).toList();
    }

    private static void places(PublicationKind kind, String file, int number, String line, List<Fault> faults) {
        var place = PLACE.matcher(line);
        while (place.find()) {
            var asked = place.group(1).replaceFirst("\\?$", "");
            if (!kind.places().contains(asked)) {
                faults.add(new Fault(
                        file,
                        number,
                        "There is no \"{{%s}}\"; a template of this kind knows %s."
                                .formatted(asked, String.join(", ", new TreeSet<>(kind.places())))));
            }
        }
        if (LONE.matcher(PLACE.matcher(line).replaceAll("")).find()) {
            faults.add(new Fault(
                    file, number, "A \"{{\" has no \"}}\" behind it in the same line, or the other way round."));
        }
    }

    /// All kinds, in the order in which they are offered.
    static List<PublicationKind> kinds() {
        return Arrays.asList(PublicationKind.values());
    }
}
