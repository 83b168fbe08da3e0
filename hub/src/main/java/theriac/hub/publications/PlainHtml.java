package theriac.hub.publications;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A mail's text once more as HTML that fetches nothing: paragraphs, and one link, to the hub
/// itself. Whatever stands in the text stays text.
final class PlainHtml {

    private static final String STYLE = "font-family:sans-serif;font-size:15px;line-height:1.45;max-width:40em";

    private PlainHtml() {}

    /// @param language of the text, `nl` or `en`
    /// @param link the only address in the text that may be followed
    static String of(String language, String text, String link) {
        var address = escaped(link);
        var paragraphs = Stream.of(text.split("\n\n+"))
                .map(part -> escaped(part).replace("\n", "<br>\n"))
                .map(part -> part.replace(address, "<a href=\"" + address + "\">" + address + "</a>"))
                .map(part -> "<p>" + part + "</p>")
                .collect(Collectors.joining("\n"));
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"></head>
                <body style="%s">
                %s
                </body>
                </html>
                """.formatted(language, STYLE, paragraphs);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
