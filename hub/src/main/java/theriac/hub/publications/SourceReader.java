package theriac.hub.publications;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// Reads a CSAF advisory back from the objects that the way in made of it: a report, its vulnerabilities and
/// its publisher, as one viewer sees them. Which titles of notes mean what is a file
/// (`advisory-sections.txt`); notes that it does not name are left out: they are disclaimers. Thread-safe.
final class SourceReader {

    private static final int MOST_FLAWS = 200;
    private static final int LONGEST_LINK = 500;
    private static final Pattern NOTE = Pattern.compile("(?m)^## (.{1,200})$");
    private static final List<String> AFFECTED = List.of("first_affected", "known_affected", "last_affected");
    private static final List<String> FIXED = List.of("first_fixed", "fixed", "recommended");

    private final Store store;
    private final Map<String, Set<String>> titles = new HashMap<>();

    SourceReader(Store store) {
        this.store = store;
        Templates.render("advisory-sections.txt", Map.of())
                .forEach((part, lines) ->
                        titles.put(part, Set.copyOf(lines.lines().toList())));
    }

    /// @throws Problem when it is absent or hidden, no CSAF advisory, taken back, or has parts with markings
    ///     of their own
    SourceAdvisory read(Viewer viewer, StixId id) {
        var seen = store.objects().contents(viewer, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "There is no object %s, or it is not for you, or it was taken back.".formatted(id.text())));
        var reference = reference(seen.object())
                .orElseThrow(() -> refused("This is no CSAF advisory: only of one of those a warning can be made. "
                        + "Start with an empty draft instead."));
        if (seen.summary().revoked()) {
            throw refused("\"%s\" was taken back by its publisher; nothing is made of it."
                    .formatted(seen.summary().name()));
        }
        var parts = store.objects()
                .contents(
                        viewer,
                        seen.object().refs("object_refs").stream()
                                .filter(ref -> ref.type().equals("vulnerability"))
                                .limit(MOST_FLAWS)
                                .toList());
        Stream.concat(Stream.of(seen), parts.stream())
                .filter(part -> part.object().json().has("granular_markings"))
                .findFirst()
                .ifPresent(part -> {
                    throw refused("Parts of %s have markings of their own, which a warning could not keep. "
                                    .formatted(part.summary().name())
                            + "Write it yourself from an empty draft.");
                });
        return advisory(viewer, seen, reference, parts);
    }

    private SourceAdvisory advisory(Viewer viewer, ObjectContent seen, String reference, List<ObjectContent> parts) {
        var report = seen.object();
        var flaws = parts.stream().map(ObjectContent::object).toList();
        var notes = notes(report.description().orElse(""));
        return new SourceAdvisory(
                seen.summary().id(),
                report.name().orElse(reference),
                reference,
                publisher(viewer, report),
                says(notes, "sectors", "care"),
                new Severity(level(notes, "chance"), level(notes, "damage")),
                part(notes, "told"),
                part(notes, "practices"),
                products(flaws, AFFECTED),
                products(flaws, FIXED),
                flaws.stream().map(SourceReader::flaw).toList(),
                remedies(flaws),
                links(report, flaws),
                Stream.concat(Stream.of(seen), parts.stream())
                        .map(part -> part.summary().audience())
                        .distinct()
                        .toList());
    }

    private static Optional<String> reference(StixObject object) {
        return object.type().equals("report")
                ? external(object)
                        .filter(reference -> reference.text("source_name").equals(Optional.of("csaf")))
                        .flatMap(reference -> reference.text("external_id").stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Stream<JsonObject> external(StixObject object) {
        return array(object, "external_references");
    }

    private static Stream<JsonObject> array(StixObject object, String property) {
        return object.json().array(property).map(JsonArray::objects).orElse(List.of()).stream();
    }

    private String publisher(Viewer viewer, StixObject report) {
        return report.createdByRef()
                .flatMap(id -> Optional.ofNullable(
                        store.objects().names(viewer, List.of(id)).get(id)))
                .orElse("");
    }

    private record Note(String title, String text) {}

    private static List<Note> notes(String description) {
        var found = new ArrayList<Note>();
        var heading = NOTE.matcher(description);
        int from = -1;
        var title = "";
        while (heading.find()) {
            if (from >= 0) {
                found.add(new Note(
                        title, description.substring(from, heading.start()).strip()));
            }
            title = heading.group(1).strip().toLowerCase(Locale.ROOT);
            from = heading.end();
        }
        if (from >= 0) {
            found.add(new Note(title, description.substring(from).strip()));
        }
        return found;
    }

    private String part(List<Note> notes, String part) {
        return notes.stream()
                .filter(note -> of(part).contains(note.title()))
                .map(Note::text)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    private boolean says(List<Note> notes, String part, String word) {
        var text = part(notes, part).toLowerCase(Locale.ROOT);
        return of(word).stream().anyMatch(text::contains);
    }

    /// `low`, `medium` or `high` where a note says so in a word of its own; "" otherwise.
    private String level(List<Note> notes, String part) {
        var text = part(notes, part).toLowerCase(Locale.ROOT).strip();
        return Stream.of("low", "medium", "high")
                .filter(level -> of(level).contains(text))
                .findFirst()
                .orElse("");
    }

    private Set<String> of(String part) {
        return titles.getOrDefault(part, Set.of());
    }

    private static List<String> products(List<StixObject> flaws, List<String> states) {
        var products = new LinkedHashSet<String>();
        for (var flaw : flaws) {
            var status = flaw.json().object("x_csaf_product_status").orElse(JsonObject.empty());
            states.forEach(state ->
                    products.addAll(status.array(state).map(JsonArray::texts).orElse(List.of())));
        }
        return List.copyOf(products);
    }

    private static SourceAdvisory.Flaw flaw(StixObject flaw) {
        var text = flaw.description()
                .map(description -> NOTE.matcher(description).replaceAll("").strip())
                .map(description -> description.replaceAll("\\s*\n\\s*", " "))
                .orElse("");
        return new SourceAdvisory.Flaw(flaw.name().orElse(""), score(flaw), flaw.texts("x_cwe"), text);
    }

    /// The highest score of all products, with the version of CVSS that it is of.
    private static String score(StixObject flaw) {
        return array(flaw, "x_cvss")
                .flatMap(entry -> Stream.of(entry, entry.object("content").orElse(JsonObject.empty())))
                .flatMap(entry ->
                        Stream.of("cvss_v4", "cvss_v3", "cvss_v2").flatMap(name -> entry.object(name).stream()))
                .filter(cvss -> number(cvss).signum() > 0)
                .max(Comparator.comparing(SourceReader::number))
                .map(cvss -> "CVSS %s: %s"
                        .formatted(cvss.text("version").orElse(""), number(cvss).toPlainString()))
                .map(text -> text.replace("CVSS :", "CVSS:"))
                .orElse("");
    }

    private static BigDecimal number(JsonObject cvss) {
        return cvss.find("baseScore")
                .filter(JsonNumber.class::isInstance)
                .map(score -> ((JsonNumber) score).text())
                .filter(text -> text.matches("[0-9]{1,2}(\\.[0-9]{1,2})?"))
                .map(BigDecimal::new)
                .orElse(BigDecimal.ZERO);
    }

    private static List<String> remedies(List<StixObject> flaws) {
        return flaws.stream()
                .flatMap(flaw -> array(flaw, "x_csaf_remediations"))
                .map(remedy -> Stream.of(
                                remedy.text("details"), remedy.text("url").filter(SourceReader::followable))
                        .flatMap(Optional::stream)
                        .map(text -> text.replaceAll("\\s*\n\\s*", " ").strip())
                        .collect(Collectors.joining(" ")))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /// Those of the advisory before those of its vulnerabilities; not the calculators of scores.
    private static List<String> links(StixObject report, List<StixObject> flaws) {
        return Stream.concat(Stream.of(report), flaws.stream())
                .flatMap(SourceReader::external)
                .flatMap(reference -> reference.text("url").stream())
                .filter(SourceReader::followable)
                .filter(url -> !url.contains("/cvss/calculator/"))
                .distinct()
                .toList();
    }

    private static boolean followable(String url) {
        return url.matches("https?://[^\\s\\p{Cc}]+") && url.length() <= LONGEST_LINK;
    }

    private static Problem refused(String sentence) {
        return Problem.of(Problem.Code.UNPROCESSABLE, sentence);
    }
}
