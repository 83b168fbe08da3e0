package theriac.hub.publications;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import theriac.hub.policy.MarkedText;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// A part of a warning with a stricter label, in one language (ADR 045).
///
/// @param language `nl` or `en`
/// @param number in its part, from 1
/// @param at how many lines of the part stand before it
/// @param audience who may read it (internal key): the owner until it is published
/// @param note the STIX note that carries it, in both languages; from publication on
record Section(
        String language, Part part, int number, int at, Tlp tlp, String text, long audience, Optional<StixId> note) {

    static final Comparator<Section> ORDER = Comparator.comparing(Section::part).thenComparing(Section::number);

    /// Where sections stand. A title has none.
    enum Part {
        SUMMARY,
        ADVICE;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Part of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }

        String in(Wording words) {
            return this == SUMMARY ? words.summary() : words.advice();
        }
    }

    /// What both languages have in common.
    record Place(Part part, int number, Tlp tlp) {}

    Place place() {
        return new Place(part, number, tlp);
    }

    Section named(long audienceKey, Optional<StixId> id) {
        return new Section(language, part, number, at, tlp, text, audienceKey, id);
    }

    /// Those of a language, in the order in which they stand.
    static List<Section> in(String language, List<Section> all) {
        return all.stream()
                .filter(section -> section.language().equals(language))
                .sorted(ORDER)
                .toList();
    }

    /// A part of the words in a language with those sections that are given.
    static MarkedText joined(Part part, Wording words, String language, List<Section> all) {
        return new MarkedText(
                part.in(words),
                in(language, all).stream()
                        .filter(section -> section.part() == part)
                        .map(section -> new MarkedText.Section(section.at(), section.tlp(), section.text()))
                        .toList());
    }

    /// The words with their sections between fences, as people write them.
    static Wording written(Wording words, String language, List<Section> all) {
        return new Wording(
                words.title(),
                joined(Part.SUMMARY, words, language, all).written(),
                joined(Part.ADVICE, words, language, all).written());
    }

    /// The label of a document in which these stand: TLP 2.0 wants that of the strictest part for the whole.
    static Tlp whole(Tlp label, List<Section> all) {
        return all.stream().map(Section::tlp).reduce(label, Tlp::strictest);
    }
}
