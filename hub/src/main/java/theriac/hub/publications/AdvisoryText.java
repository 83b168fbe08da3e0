package theriac.hub.publications;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.stix.Tlp;

/// The first words of an advisory, from what others' advisory says, in their own words where they have some.
/// What an analyst has to write for care stands in `[[…]]`. Pure.
final class AdvisoryText {

    private static final int MOST_LINES = 60;
    private static final int MOST_LINKS = 8;
    private static final int LONGEST_PART = 4_000;
    private static final int LONGEST_LINE = 600;
    private static final int LONGEST_TITLE = 250;

    private AdvisoryText() {}

    /// @param label how far the source lets it go
    static Wording of(
            KindTemplates templates, SourceAdvisory source, PublicationKind kind, Tlp label, String language) {
        Map<String, String> values = new HashMap<>();
        values.put("title", shortened(source.title(), LONGEST_TITLE));
        values.put("publisher", source.publisher().isEmpty() ? source.reference() : source.publisher());
        values.put("reference", source.reference());
        values.put("label", label.label());
        values.put("told", shortened(source.told(), LONGEST_PART));
        values.put("practices", shortened(source.practices(), LONGEST_PART));
        values.put("affected", entries(source.affected(), Function.identity(), MOST_LINES));
        values.put("fixed", entries(source.fixed(), Function.identity(), MOST_LINES));
        values.put("flaws", entries(source.flaws(), AdvisoryText::flaw, MOST_LINES / 2));
        values.put("remedies", entries(source.remedies(), Function.identity(), MOST_LINES / 3));
        values.put("links", entries(source.links(), Function.identity(), MOST_LINKS));
        Written.makeLiteral(values);
        return Wording.of(templates.render(kind, language, values));
    }

    private static String flaw(SourceAdvisory.Flaw flaw) {
        var facts = Stream.concat(Stream.of(flaw.score()), flaw.weaknesses().stream())
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining("; "));
        return Stream.of(flaw.name(), facts.isEmpty() ? "" : "(" + facts + ")")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "))
                + (flaw.text().isEmpty() ? "" : ": " + flaw.text());
    }

    private static <T> String entries(List<T> all, Function<T, String> text, int most) {
        var lines = all.stream()
                .limit(most)
                .map(text)
                .map(line -> "- " + shortened(line.replace('\n', ' '), LONGEST_LINE))
                .collect(Collectors.joining("\n"));
        return all.size() > most ? lines + "\n- … +" + (all.size() - most) : lines;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most) - 1)) + "…";
    }
}
