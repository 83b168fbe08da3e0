package theriac.hub.publications;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.FenceProblem;
import theriac.hub.policy.MarkedText;
import theriac.hub.policy.MarkedText.Unreadable;
import theriac.hub.publications.Section.Part;
import theriac.stix.Tlp;

/// What people wrote in one language, parted into the words that everybody gets who gets the warning and the
/// sections that fewer get. Pure.
///
/// @param sections their audience is not decided: 0
record Written(Wording open, List<Section> sections) {

    /// From here on a line of a section is no chance phrase when it stands elsewhere, too.
    private static final int TELLING = 30;

    Written {
        sections = List.copyOf(sections);
    }

    /// Where a text cannot be read.
    ///
    /// @param part `title`, `summary` or `advice`
    record Fault(String language, String part, MarkedText.Fault fault) {}

    /// @param language `nl` or `en`
    /// @param whole the warning's label
    /// @throws Problem when a fence is wrong, or a section is not stricter than the warning
    static Written of(Wording written, String language, Tlp whole) {
        faults(written, language).stream().findFirst().ifPresent(fault -> {
            throw FenceProblem.of(code(fault.language()), fault.fault());
        });
        var sections = new ArrayList<Section>();
        var summary = part(written, language, Part.SUMMARY, sections);
        var advice = part(written, language, Part.ADVICE, sections);
        for (var section : sections) {
            if (section.tlp().compareTo(whole) <= 0) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "A section with %s in the text in %s is no stricter than the warning, which is %s. Take its fences away, or choose a stricter label for it."
                                .formatted(section.tlp().label(), code(language), whole.label()));
            }
        }
        return new Written(new Wording(written.title(), summary, advice), sections);
    }

    private static String part(Wording written, String language, Part part, List<Section> sections) {
        var text = MarkedText.parse(part.in(written));
        int number = 0;
        for (var section : text.sections()) {
            sections.add(new Section(
                    language, part, ++number, section.at(), section.label(), section.text(), 0, Optional.empty()));
        }
        return text.open();
    }

    /// What is wrong with the fences, the first fault of each part.
    static List<Fault> faults(Wording written, String language) {
        var faults = new ArrayList<Fault>();
        if (MarkedText.isLike(written.title())) {
            faults.add(new Fault(language, "title", new MarkedText.Fault(MarkedText.Wrong.FORM, 1, written.title())));
        }
        for (var part : Part.values()) {
            try {
                MarkedText.parse(part.in(written));
            } catch (Unreadable unreadable) {
                faults.add(new Fault(language, part.text(), unreadable.fault()));
            }
        }
        return faults;
    }

    /// What must be so before somebody can review it: both languages have the same sections, and what stands in
    /// one stands nowhere else.
    ///
    /// @throws Problem when it is not
    static void checkReady(Publication publication, List<Section> all) {
        var dutch = Section.in("nl", all);
        var english = Section.in("en", all);
        if (!dutch.stream()
                .map(Section::place)
                .toList()
                .equals(english.stream().map(Section::place).toList())) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "The texts in Dutch and in English have different sections: %s in Dutch, %s in English. Give both the same ones, in the same order and with the same labels."
                            .formatted(shown(dutch), shown(english)));
        }
        Section.written(publication.dutch(), "nl", all).checkFilledIn("Dutch");
        Section.written(publication.english(), "en", all).checkFilledIn("English");
        for (var section : all) {
            telling(section)
                    .filter(line -> standsOpen(publication, line))
                    .findFirst()
                    .ifPresent(line -> {
                        throw Problem.of(
                                Problem.Code.UNPROCESSABLE,
                                "A line of a section with %s also stands where everybody reads it who gets the warning: \"%s\". Take it out of one of the two."
                                        .formatted(section.tlp().label(), line));
                    });
        }
    }

    /// Lines of a section that are no chance phrase when they stand elsewhere, too.
    static Stream<String> telling(Section section) {
        return section.text().lines().map(String::strip).filter(line -> line.length() >= TELLING);
    }

    /// Whether a line stands in what everybody reads who gets the warning.
    static boolean standsOpen(Publication publication, String line) {
        return stands(open(publication), line);
    }

    static boolean stands(String text, String line) {
        return text.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT));
    }

    private static String shown(List<Section> sections) {
        return sections.isEmpty()
                ? "-"
                : sections.stream().map(section -> section.tlp().label()).collect(Collectors.joining(", "));
    }

    private static String open(Publication publication) {
        var changed = publication.edition().changed();
        return String.join(
                "\n", text(publication.dutch()), text(publication.english()), changed.dutch(), changed.english());
    }

    private static String text(Wording words) {
        return String.join("\n", words.title(), words.summary(), words.advice());
    }

    /// What others said as part of a text that people go on writing: nothing in it is a fence.
    static void makeLiteral(Map<String, String> values) {
        values.replaceAll((name, value) -> MarkedText.literal(value));
    }

    private static String code(String language) {
        return language.equals("en") ? "EN" : "NL";
    }
}
