package theriac.hub.formats;

import java.util.Optional;
import theriac.stix.Finding;
import theriac.stix.json.JsonObject;

/// How a table is written, where it is not as usual.
///
/// @param delimiter between fields; NUL when it is to be found by counting
/// @param quote around fields that hold delimiters
/// @param comment what a line of comment begins with; empty for the usual ones (`#`, `;`, `//`, `!`)
/// @param header whether the first row is one; empty when that is to be found by looking
/// @param skip lines at the beginning that are no rows
record CsvOptions(char delimiter, char quote, String comment, Optional<Boolean> header, long skip) {

    static final CsvOptions USUAL = new CsvOptions('\0', '"', "", Optional.empty(), 0);

    static CsvOptions of(JsonObject options, Telling telling) {
        return new CsvOptions(
                one(options, "delimiter", USUAL.delimiter, telling),
                one(options, "quote", USUAL.quote, telling),
                options.text("comment").orElse(USUAL.comment),
                options.bool("header"),
                Math.clamp(options.integer("skip").orElse(0), 0, 1_000));
    }

    private static char one(JsonObject options, String name, char usual, Telling telling) {
        var text = options.text(name).map(t -> t.equals("\\t") || t.equalsIgnoreCase("tab") ? "\t" : t);
        boolean good = text.filter(t -> t.length() == 1 && "#\r\n".indexOf(t.charAt(0)) < 0)
                .isPresent();
        if (text.isPresent() && !good) {
            telling.remark(Finding.warning(
                    "mapping.setting",
                    "",
                    "The source's settings: \"%s\" must be one character, and no \"#\". The usual one is taken."
                            .formatted(name)));
        }
        return text.filter(t -> good).map(t -> t.charAt(0)).orElse(usual);
    }

    boolean isComment(String line) {
        return comment.isEmpty() ? TextList.isComment(line) : line.startsWith(comment);
    }
}
