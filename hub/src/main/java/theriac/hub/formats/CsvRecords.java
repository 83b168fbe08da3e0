package theriac.hub.formats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of a table, one at a time. A row spans lines while a quote is open, at most a hundred: a quote that is
/// never closed damages a hundred lines and not the file. Not thread-safe.
final class CsvRecords {

    private static final int MOST_LINES = 100;
    private static final String DELIMITERS = ",;\t|";

    private final TextLines lines;
    private final CsvOptions options;
    private char delimiter;
    private String commentHeader = "";

    CsvRecords(TextLines lines, CsvOptions options) {
        this.lines = lines;
        this.options = options;
        this.delimiter = options.delimiter();
    }

    /// @param number of its first line, from 1
    /// @param text as it stood
    /// @param cut whether the row is damaged: too long, or a quote stays open
    record Row(long number, String text, List<String> fields, boolean cut) {
        String pointer() {
            return "line " + number;
        }

        byte[] raw() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// The last comment before the first row, if it looks like a row itself: some feeds write their header so.
    String commentHeader() {
        return commentHeader;
    }

    @Nullable
    Row next() throws IOException {
        for (var line = lines.next(); line != null; line = lines.next()) {
            var text = line.text();
            if (text.isBlank() || line.number() <= options.skip()) {
                continue;
            }
            if (options.isComment(text)) {
                if (text.indexOf(',') > 0 || text.indexOf('\t') > 0 || text.indexOf(';', 1) > 0) {
                    commentHeader = text.replaceFirst("^[#;/!]+", "").strip();
                }
                continue;
            }
            if (delimiter == '\0') {
                delimiter = likeliest(text);
            }
            return row(line);
        }
        return null;
    }

    private Row row(TextLines.Line first) throws IOException {
        var text = new StringBuilder(first.text());
        boolean cut = first.cut();
        int count = 1;
        while (!cut && openQuote(text)) {
            var more = count++ < MOST_LINES ? lines.next() : null;
            if (more == null) {
                cut = true;
            } else {
                text.append('\n').append(more.text());
                cut = more.cut() || text.length() > TextLines.LONGEST;
            }
        }
        var whole = text.toString();
        return new Row(first.number(), whole, cut ? List.of() : CsvFields.of(whole, delimiter, options.quote()), cut);
    }

    static List<String> fields(String text, char delimiter) {
        return CsvFields.of(text, delimiter, '"');
    }

    private boolean openQuote(CharSequence text) {
        int quotes = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == options.quote()) {
                quotes++;
            }
        }
        return quotes % 2 == 1;
    }

    static char likeliest(String text) {
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS.toCharArray()) {
            long count = text.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
