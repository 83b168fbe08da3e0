package theriac.hub.assets;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import theriac.hub.core.Problem;

/// A table of things: columns `kind` (or `soort`), `value` (or `waarde`), and `note` (or `opmerking`), in any
/// order, between commas, semicolons or tabs. Without a header the first two columns are kind and value.
final class AssetTable {

    private static final List<String> KIND = List.of("kind", "soort", "type");
    private static final List<String> VALUE = List.of("value", "waarde", "asset");
    private static final List<String> NOTE = List.of("note", "notes", "opmerking", "comment");
    private static final int WIDEST = 100;

    private AssetTable() {}

    private record Columns(int kind, int value, int note, boolean header) {

        static Columns of(List<String> first) {
            int kind = place(first, KIND);
            int value = place(first, VALUE);
            return kind < 0 || value < 0
                    ? new Columns(0, 1, 2, false)
                    : new Columns(kind, value, place(first, NOTE), true);
        }

        private static int place(List<String> header, List<String> names) {
            for (int n = 0; n < header.size(); n++) {
                if (names.contains(header.get(n).strip().toLowerCase(Locale.ROOT))) {
                    return n;
                }
            }
            return -1;
        }
    }

    private static final Columns NOBODY_SAID = new Columns(-1, -1, -1, false);

    static AssetFile read(byte[] file) {
        var text = text(file);
        var lines = new AssetFile.Lines();
        try (var reader = CsvReader.builder().fieldSeparator(delimiter(text)).ofCsvRecord(text)) {
            var columns = NOBODY_SAID;
            for (var row : reader) {
                var fields = row.getFields();
                if (lines.full()) {
                    throw Problem.of(
                            Problem.Code.TOO_LARGE,
                            "The table has more than %,d rows; send it in parts.".formatted(AssetFile.MOST));
                }
                boolean first = columns == NOBODY_SAID;
                columns = first ? Columns.of(fields) : columns;
                if (!(first && columns.header()) && fields.stream().anyMatch(field -> !field.isBlank())) {
                    line(row.getStartingLineNumber(), fields, columns, lines);
                }
            }
        } catch (IOException | de.siegmar.fastcsv.reader.CsvParseException broken) {
            throw Problem.badRequest("The table breaks off after %d rows: a field is too long or a quote stays open."
                    .formatted(lines.lines().size()));
        }
        return new AssetFile("csv", lines.lines(), 0);
    }

    private static void line(long number, List<String> fields, Columns columns, AssetFile.Lines lines) {
        var place = "line " + number;
        if (fields.size() > WIDEST || fields.size() <= Math.max(columns.kind(), columns.value())) {
            lines.bad(
                    place,
                    String.join(" ", fields.subList(0, Math.min(3, fields.size()))),
                    "The row has no kind and no value.",
                    "De regel heeft geen soort en geen waarde.");
            return;
        }
        var written = fields.get(columns.value());
        var note = columns.note() >= 0 && columns.note() < fields.size() ? fields.get(columns.note()) : "";
        AssetKind.parse(fields.get(columns.kind()))
                .ifPresentOrElse(
                        kind -> lines.add(place, kind, written, note),
                        () -> lines.bad(
                                place,
                                fields.get(columns.kind()) + " " + written,
                                "The kind is cpe, product, device, domain, network or brand.",
                                "De soort is cpe, product, apparaat, domein, netwerk of merk."));
    }

    /// UTF-8, or else the letters of Western Europe, as spreadsheets write them.
    private static String text(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            return new String(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static char delimiter(String text) {
        int end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        char best = ',';
        long most = 0;
        for (char candidate : ",;\t".toCharArray()) {
            long count = first.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
