package theriac.hub.publications;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import theriac.hub.formats.CsafAdvisory;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;

/// Warnings with TLP:CLEAR as plain pages: without a log-in, without a script, and readable on whatever a
/// practice has. Whatever people wrote is text in them, never markup. Pure.
final class OpenPages {

    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.of("nl"));
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.UK);

    private final String certName;
    private final String language;
    private final ZoneId zone;

    /// @param language `nl` or `en`
    /// @param zone in which times are told
    OpenPages(String certName, String language, ZoneId zone) {
        this.certName = certName;
        this.language = language;
        this.zone = zone;
    }

    /// Where the page of a warning is.
    ///
    /// @param publicUrl without a slash at the end
    static String address(String publicUrl, String reference) {
        return publicUrl + "/warnings/" + reference;
    }

    /// What the pages are called.
    String title() {
        return part("title", Map.of());
    }

    /// @param headlines the newest first
    String list(List<Headline> headlines) {
        var entries = headlines.isEmpty()
                ? part("none", Map.of())
                : headlines.stream().map(this::entry).collect(Collectors.joining("\n"));
        return page(title(), part("list", Map.of("cert", certName), Map.of("entries", entries)));
    }

    private String entry(Headline headline) {
        var words = headline.wording(language);
        var texts = new HashMap<>(Map.of(
                "link", address("", headline.reference()) + "?lang=" + language,
                "title", words.title(),
                "reference", headline.reference(),
                "published", moment(headline.published()),
                "published-exactly", CsafAdvisory.moment(headline.published())));
        if (headline.withdrawn()) {
            texts.put("withdrawn", Templates.section(Templates.csaf(language), "withdrawn", Map.of()));
            return part("entry", texts);
        }
        return part("entry", texts, Map.of("summary", paragraphs(words.summary())));
    }

    String warning(Notice notice) {
        var words = notice.wording(language);
        var texts = new HashMap<>(Map.of(
                "reference", notice.reference(),
                "title", words.title(),
                "published", moment(notice.published()),
                "published-exactly", CsafAdvisory.moment(notice.published())));
        if (notice.takenBack().isPresent()) {
            texts.put("withdrawn", moment(notice.takenBack().get().at()));
            texts.put("reason", notice.takenBack().get().reason());
            return page(words.title(), part("withdrawn", texts));
        }
        texts.put("csaf", CsafFiles.document("", "WHITE", notice.reference(), notice.published()));
        if (notice.updated().isAfter(notice.published())) {
            texts.put("updated", moment(notice.updated()));
            texts.put("updated-exactly", CsafAdvisory.moment(notice.updated()));
        }
        if (!notice.updates().isEmpty()) {
            texts.put("version", notice.version());
        }
        texts.put("rating", RatingText.of(notice.severity(), language));
        var markup = Map.of(
                "summary", paragraphs(words.summary()),
                "advice", under("advice", paragraphs(words.advice())),
                "changed", under("changed", changed(notice)),
                "values", under("values", values(notice.standing())),
                "off", under("off", values(notice.off())));
        return page(words.title(), part("warning", texts, markup));
    }

    /// For an address under which there is nothing.
    String gone() {
        return page("404", part("gone", Map.of()));
    }

    private String under(String heading, String markup) {
        return markup.isEmpty() ? "" : "<h2>%s</h2>\n%s".formatted(part(heading, Map.of()), markup);
    }

    /// The newest first.
    private String changed(Notice notice) {
        return notice.updates().reversed().stream()
                .map(update -> paragraphs("%s (%s): %s"
                        .formatted(
                                update.version(),
                                moment(update.at()),
                                update.changed().text(language))))
                .collect(Collectors.joining("\n"));
    }

    private static String values(List<NormalValue> values) {
        var items = values.stream()
                .map(value -> "<li>%s</li>".formatted(escaped(Defang.defang(value.text()))))
                .collect(Collectors.joining("\n"));
        return items.isEmpty() ? "" : "<ul class=\"values\">\n" + items + "\n</ul>";
    }

    private static String paragraphs(String text) {
        return text.isBlank()
                ? ""
                : Arrays.stream(text.strip().split("\n\\s*\n"))
                        .map(OpenPages::escaped)
                        .map(paragraph -> "<p>" + paragraph.strip().replace("\n", "<br>\n") + "</p>")
                        .collect(Collectors.joining("\n"));
    }

    private String page(String title, String main) {
        return part("page", Map.of("title", title, "cert", certName), Map.of("main", main)) + "\n";
    }

    private String part(String name, Map<String, String> texts) {
        return part(name, texts, Map.of());
    }

    /// @param texts of people: escaped
    /// @param markup of ours, or made of escaped texts
    private String part(String name, Map<String, String> texts, Map<String, String> markup) {
        var values = new HashMap<>(markup);
        texts.forEach((key, text) -> values.put(key, escaped(text)));
        return Templates.section("page." + language + ".html", name, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String moment(Instant at) {
        return moment(at, language, zone);
    }

    /// A moment as people read it, with the zone's name beside it.
    static String moment(Instant at, String language, ZoneId zone) {
        return (language.equals("en") ? ENGLISH : DUTCH).format(at.atZone(zone));
    }
}
