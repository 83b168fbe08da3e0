package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.json.JsonObject;

/// A table with a value, or several, in each row. The delimiter is found by counting; a header names the columns, also
/// when it
/// stands in a comment; without one, the columns that hold values are found by looking at the first rows. Options:
/// `{"delimiter": ";", "columns": {"value": "ioc", "seen": "first_seen", "description": "notes", "labels": "tags"}}`.
///
/// Records are read line by line; a quoted field may hold line ends.
public final class CsvTable implements Format {

    /// Rows looked at before the columns are decided.
    private static final int SAMPLE = 20;

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var records = new CsvRecords(new TextLines(input), delimiter(settings.options()));
        var sample = new ArrayList<CsvRecords.Row>();
        for (var row = records.next(); row != null; row = records.next()) {
            if (sample.isEmpty() && row.number() <= 3 && TextList.isWebPage(row.text())) {
                sink.rejected(0, row.pointer(), row.raw(), List.of(webPage(row)));
                return;
            }
            sample.add(row);
            if (sample.size() == SAMPLE) {
                break;
            }
        }
        var columns = CsvColumns.decide(records.commentHeader(), sample, settings.options());
        int index = 0;
        for (var row : sample) {
            if (!columns.isHeader(row)) {
                one(row, columns, index++, settings, sink);
            }
        }
        for (var row = records.next(); row != null; row = records.next()) {
            one(row, columns, index++, settings, sink);
        }
    }

    private static Finding webPage(CsvRecords.Row row) {
        return Finding.error(
                "table.web-page",
                row.pointer(),
                "This is a web page, not a table: the address may have moved or ask for a log-in. Nothing was read.");
    }

    private static char delimiter(JsonObject options) {
        return options.text("delimiter")
                .filter(d -> d.length() == 1)
                .map(d -> d.charAt(0))
                .orElse('\0');
    }

    private static void one(
            CsvRecords.Row row, CsvColumns columns, int index, FormatSettings settings, BundleSink sink) {
        var listed = columns.values(row);
        if (row.cut() || listed.isEmpty()) {
            var why = row.cut()
                    ? "The row is cut off or has more than %d bytes.".formatted(TextLines.LONGEST)
                    : "No address, domain, URL, hash or mail address was recognised in this row's columns %s."
                            .formatted(columns.names());
            sink.rejected(
                    index,
                    row.pointer(),
                    row.text().getBytes(StandardCharsets.UTF_8),
                    List.of(Finding.error("table.row", row.pointer(), why)));
            return;
        }
        for (var value : listed) {
            value.indicator(settings).ifPresent(indicator -> sink.object(index, row.pointer(), indicator, List.of()));
        }
    }
}
