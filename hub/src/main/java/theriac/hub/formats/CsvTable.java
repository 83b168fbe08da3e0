package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;

/// A table with a value, or several, in each row. The delimiter is found by counting; a header names the
/// columns, also when it stands in a comment; without one, the columns that hold values are found by looking at
/// the first rows. The settings say it where guessing is wrong: `columns` and what goes with it as in
/// [ValueMapping], and `{"delimiter": ";", "quote": "'", "comment": "//", "header": false, "skip": 2}` as in
/// [CsvOptions].
///
/// Records are read line by line; a quoted field may hold line ends.
public final class CsvTable implements Format {

    /// Rows looked at before the columns are decided.
    private static final int SAMPLE = 20;

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var options = CsvOptions.of(settings.options(), telling);
        var records = new CsvRecords(new TextLines(input), options);
        var sample = new ArrayList<CsvRecords.Row>();
        for (var row = records.next(); row != null; row = records.next()) {
            if (sample.isEmpty() && row.number() <= 3 && TextList.isWebPage(row.text())) {
                telling.reject(
                        row.pointer(),
                        row.raw(),
                        "table.web-page",
                        "This is a web page, not a table: the address may have moved or ask for a log-in. Nothing was read.");
                return;
            }
            sample.add(row);
            if (sample.size() == SAMPLE) {
                break;
            }
        }
        var mapping = ValueMapping.of(settings.options(), telling);
        var columns = CsvColumns.decide(records.commentHeader(), sample, mapping, options);
        var leftOut = new ValueMapping.LeftOut();
        for (var row : sample) {
            if (!columns.isHeader(row)) {
                one(row, columns, leftOut, settings, telling);
            }
        }
        for (var row = records.next(); row != null; row = records.next()) {
            one(row, columns, leftOut, settings, telling);
        }
        leftOut.tell(telling);
        if (sample.isEmpty()) {
            telling.remark(TextList.nothing("table"));
        }
    }

    @Override
    public List<Place> places(InputStream input, FormatSettings settings) throws IOException {
        var telling = Telling.toNobody();
        var options = CsvOptions.of(settings.options(), telling);
        var records = new CsvRecords(new TextLines(input), options);
        var sample = new ArrayList<CsvRecords.Row>();
        for (var row = records.next(); row != null && sample.size() < SAMPLE; row = records.next()) {
            sample.add(row);
        }
        var mapping = ValueMapping.of(settings.options(), telling);
        return CsvColumns.decide(records.commentHeader(), sample, mapping, options)
                .shown(sample);
    }

    private static void one(
            CsvRecords.Row row,
            CsvColumns columns,
            ValueMapping.LeftOut leftOut,
            FormatSettings settings,
            Telling telling) {
        if (row.cut()) {
            telling.reject(
                    row.pointer(),
                    row.raw(),
                    "table.row",
                    "The row is cut off or has more than %d bytes.".formatted(TextLines.LONGEST));
            return;
        }
        columns.read(row).tell(row.pointer(), row.raw(), "table.row", settings, telling, leftOut);
    }
}
