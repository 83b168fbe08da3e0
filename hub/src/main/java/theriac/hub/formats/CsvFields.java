package theriac.hub.formats;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The fields of one record of a table, without blanks around them.
///
/// Nearly all records are plain: no quote, or quotes right at both ends of a field (RFC 4180 §2). These are
/// cut here; a reader that is set up for one record costs more than everything else that is done with it.
/// What is not plain is left to that reader.
final class CsvFields {

    private CsvFields() {}

    static List<String> of(String text, char delimiter, char quote) {
        var strict = strict(text, delimiter, quote);
        var fields = new ArrayList<String>();
        return isPlain(strict, delimiter, quote, fields) ? fields : read(strict, delimiter, quote);
    }

    /// Some writers put a blank after the delimiter, which makes the quote behind it an ordinary character
    /// (RFC 4180).
    static String strict(String text, char delimiter, char quote) {
        return text.charAt(0) == quote
                ? text.replace("" + quote + delimiter + ' ' + quote, "" + quote + delimiter + quote)
                : text;
    }

    /// Cuts a record, as far as it is plain.
    ///
    /// @param fields gets what was cut
    private static boolean isPlain(String text, char delimiter, char quote, List<String> fields) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || delimiter == quote) {
            return false;
        }
        int start = 0;
        while (start <= text.length()) {
            int end;
            if (start < text.length() && text.charAt(start) == quote) {
                int close = text.indexOf(quote, start + 1);
                end = close + 1;
                if (close < 0 || end < text.length() && text.charAt(end) != delimiter) {
                    return false;
                }
                fields.add(text.substring(start + 1, close).strip());
            } else {
                int next = text.indexOf(delimiter, start);
                end = next < 0 ? text.length() : next;
                var field = text.substring(start, end);
                if (field.indexOf(quote) >= 0) {
                    return false;
                }
                fields.add(field.strip());
            }
            start = end + 1;
        }
        return true;
    }

    /// As the reader cuts it, plain or not.
    static List<String> read(String text, char delimiter, char quote) {
        try (var reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .ofCsvRecord(text)) {
            var records = reader.iterator();
            return records.hasNext()
                    ? records.next().getFields().stream().map(String::strip).toList()
                    : List.of();
        } catch (RuntimeException | IOException notATable) {
            return List.of(text.strip());
        }
    }
}
