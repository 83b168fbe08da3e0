package theriac.detect;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Columns separated by commas, semicolons or bars, quoted as in RFC 4180. A quoted line feed ends the record here: log
/// lines are physical lines.
final class CsvReader implements LogReader {

    private final ZoneId zone;
    private char separator = ',';
    private List<String> names = List.of();
    private boolean begun;

    CsvReader(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public LogFormat format() {
        return LogFormat.CSV;
    }

    /// The first line is a heading when each of its columns is a plain word.
    @Override
    public void heading(String line) {
        if (begun || line.isBlank()) {
            return;
        }
        begun = true;
        separator = separator(line);
        List<String> columns = split(line, separator);
        if (columns.stream().allMatch(CsvReader::isName)) {
            names = columns.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
        }
    }

    private static boolean isName(String column) {
        return !column.isEmpty()
                && column.length() < 60
                && column.chars().noneMatch(c -> ".:/@".indexOf(c) >= 0)
                && Character.isLetter(column.codePointAt(0));
    }

    @Override
    public Observation read(String line) {
        List<String> columns = split(line, separator);
        List<Field> fields = new ArrayList<>(columns.size());
        Optional<Instant> time = Optional.empty();
        for (int i = 0; i < columns.size(); i++) {
            String name = i < names.size() ? names.get(i) : "column" + (i + 1);
            fields.add(new Field(name, columns.get(i)));
            boolean telling =
                    names.isEmpty() ? i == 0 : name.contains("time") || name.contains("date") || name.equals("ts");
            if (time.isEmpty() && telling) {
                time = LogTimes.parse(columns.get(i), zone);
            }
        }
        return new Observation(time, fields);
    }

    /// The most frequent of the usual separators in a line.
    static char separator(String line) {
        char best = ',';
        long most = -1;
        for (char c : new char[] {',', ';', '|', '\t'}) {
            long count = line.chars().filter(x -> x == c).count();
            if (count > most) {
                most = count;
                best = c;
            }
        }
        return best;
    }

    static List<String> split(String line, char separator) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    column.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    column.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && column.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString());
        return columns;
    }
}
