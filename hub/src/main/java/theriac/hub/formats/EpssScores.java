package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.json.JsonNumber;

/// The daily EPSS table (FIRST): `#model_version:…,score_date:…`, a header, then `cve,epss,percentile`. Each row
/// is a vulnerability with `x_epss_score` and `x_epss_percentile`, both 0 to 1, as of the day of the scores. A
/// figure outside of 0 to 1 is rejected: pages with altered scores exist.
///
/// The setting `minimum` (0 to 1) leaves out rows with a lower score; how many is told. A store that takes all
/// of them gets a quarter of a million new versions a day.
public final class EpssScores implements Format {

    private static final Pattern SHARE =
            Pattern.compile("(?:0(?:\\.[0-9]{1,12})?|1(?:\\.0{1,12})?|[0-9](?:\\.[0-9]{1,8})?[eE]-[0-9]{1,2})");
    private static final Pattern HEAD = Pattern.compile("([a-z_]+):([^,]+)");

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var lines = new TextLines(input);
        var day = new Day(settings, telling);
        for (var line = lines.next(); line != null; line = lines.next()) {
            var text = line.text().strip();
            if (line.number() <= 3 && TextList.isWebPage(text)) {
                telling.reject(
                        "line 1", line.raw(), "epss.web-page", "This is a web page, not a table. Nothing was read.");
                return;
            }
            if (text.startsWith("#")) {
                day.head(text);
            } else if (!text.isEmpty() && !text.startsWith("cve,")) {
                day.row(line, text);
            }
        }
        day.end();
    }

    /// Not thread-safe; used for one delivery.
    private static final class Day {
        private final FormatSettings settings;
        private final Telling telling;
        private final BigDecimal minimum;
        private Optional<Instant> date = Optional.empty();
        private String model = "";
        private long low;

        Day(FormatSettings settings, Telling telling) {
            this.settings = settings;
            this.telling = telling;
            this.minimum = settings.options()
                    .find("minimum")
                    .flatMap(Members::scalar)
                    .filter(text -> SHARE.matcher(text).matches())
                    .map(BigDecimal::new)
                    .orElse(BigDecimal.ZERO);
        }

        void head(String comment) {
            var parts = HEAD.matcher(comment);
            while (parts.find()) {
                if (parts.group(1).equals("score_date")) {
                    date = Moments.parse(parts.group(2));
                } else if (parts.group(1).equals("model_version")) {
                    model = parts.group(2);
                }
            }
        }

        void row(TextLines.Line line, String text) {
            var cells = text.split(",", -1);
            var cve = Vulnerabilities.cve(cells[0]);
            if (line.cut() || cve.isEmpty() || cells.length < 3 || !isShare(cells[1]) || !isShare(cells[2])) {
                telling.reject(
                        TextList.pointer(line),
                        line.raw(),
                        "epss.row",
                        "A row must be a CVE number, a score and a percentile, both from 0 to 1.");
            } else if (new BigDecimal(cells[1].strip()).compareTo(minimum) < 0) {
                low++;
            } else {
                var at = date.orElse(settings.undated());
                telling.say(
                        TextList.pointer(line),
                        Vulnerabilities.draft(
                                        cve.get(),
                                        settings,
                                        settings.undated().isBefore(at) ? settings.undated() : at,
                                        at)
                                .keep("x_epss_score", Optional.of(new JsonNumber(number(cells[1]))))
                                .keep("x_epss_percentile", Optional.of(new JsonNumber(number(cells[2]))))
                                .put("x_epss_date", at)
                                .put("x_epss_model", model)
                                .build());
            }
        }

        void end() {
            if (date.isEmpty() && !telling.isSilent()) {
                telling.remark(Finding.warning(
                        "epss.date", "", "The table does not say of which day it is (\"#…score_date:…\")."));
            }
            if (low > 0) {
                telling.remark(Finding.info(
                        "epss.minimum",
                        "",
                        "%d rows have a score below %s, the source's minimum, and were left out."
                                .formatted(low, minimum)));
            }
        }

        private static boolean isShare(String text) {
            return SHARE.matcher(text.strip()).matches();
        }

        private static String number(String text) {
            return new BigDecimal(text.strip()).toPlainString();
        }
    }
}
