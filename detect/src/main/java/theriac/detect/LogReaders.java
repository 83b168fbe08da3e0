package theriac.detect;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Tells the format of a log by its first lines.
final class LogReaders {

    private static final Pattern SQUID =
            Pattern.compile("\\d{9,11}\\.\\d{3}\\s+-?\\d+\\s\\S+\\s[A-Z_]+/\\d{3}\\s\\d+\\s[A-Z_]+\\s.*");
    private static final Pattern PAIR = Pattern.compile("(?:^|\\s)[A-Za-z_][\\w.-]*=(?:\"[^\"]*\"|\\S+)");
    private static final int SAMPLE = 20;

    private LogReaders() {}

    /// A reader for a file that begins with this text.
    static LogReader detect(String head, ZoneId zone) {
        List<String> lines =
                head.lines().filter(line -> !line.isBlank()).limit(SAMPLE).toList();
        LogReader reader = of(formatOf(lines), zone);
        head.lines().limit(SAMPLE).forEach(reader::heading);
        return reader;
    }

    static LogReader of(LogFormat format, ZoneId zone) {
        return switch (format) {
            case PLAIN -> new PlainReader(zone);
            case JSON -> new JsonReader(zone);
            case ZEEK -> new ZeekReader(zone);
            case SQUID -> new SquidReader(zone);
            case PAIRS -> new PairsReader(zone);
            case BIND -> new BindReader(zone);
            case CSV -> new CsvReader(zone);
        };
    }

    private static LogFormat formatOf(List<String> lines) {
        if (lines.isEmpty()) {
            return LogFormat.PLAIN;
        }
        if (lines.stream().anyMatch(line -> line.startsWith("#fields\t"))) {
            return LogFormat.ZEEK;
        }
        if (most(lines, line -> line.startsWith("{") && line.endsWith("}"))) {
            return LogFormat.JSON;
        }
        if (most(lines, line -> SQUID.matcher(line).matches())) {
            return LogFormat.SQUID;
        }
        if (most(lines, line -> line.contains("queries: info: ") || line.contains(": query: "))) {
            return LogFormat.BIND;
        }
        if (most(lines, line -> PAIR.matcher(line).results().limit(4).count() == 4)) {
            return LogFormat.PAIRS;
        }
        return isCsv(lines) ? LogFormat.CSV : LogFormat.PLAIN;
    }

    private static boolean most(List<String> lines, java.util.function.Predicate<String> fits) {
        return lines.stream().filter(fits).count() * 10 >= lines.size() * 8L;
    }

    /// Two lines or more, each with the same number of columns, four or more.
    private static boolean isCsv(List<String> lines) {
        char separator = CsvReader.separator(lines.getFirst());
        int[] columns = lines.stream()
                .limit(lines.size() > 2 ? lines.size() - 1L : 2)
                .mapToInt(line -> CsvReader.split(line, separator).size())
                .toArray();
        return columns.length >= 2 && columns[0] >= 4 && Arrays.stream(columns).allMatch(n -> n == columns[0]);
    }
}
