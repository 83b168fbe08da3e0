package theriac.detect;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `name=value` and `name="value"`; a backslash in quotes takes the next character as it is.
record PairsReader(ZoneId zone) implements LogReader {

    @Override
    public LogFormat format() {
        return LogFormat.PAIRS;
    }

    @Override
    public Observation read(String line) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int equals = line.indexOf('=', at);
            int space = line.indexOf(' ', at);
            if (equals < 0 || space >= 0 && space < equals) {
                int end = space < 0 ? line.length() : space;
                add(fields, "", line.substring(at, end)); // a word without a name
                at = end + 1;
                continue;
            }
            String name = line.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(line, equals + 1, value) + 1;
            add(fields, name, value.toString());
        }
        return new Observation(time(fields), fields);
    }

    private static void add(List<Field> fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.add(new Field(name, text));
        }
    }

    private static int value(String line, int from, StringBuilder out) {
        int at = from;
        boolean quoted = at < line.length() && line.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (quoted ? c == '"' : c == ' ') {
                return quoted ? at + 1 : at;
            }
            if (quoted && c == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0) {
                c = line.charAt(++at);
            }
            out.append(c);
            at++;
        }
        return at;
    }

    private Optional<Instant> time(List<Field> fields) {
        Optional<Instant> event = text(fields, "eventtime").flatMap(text -> LogTimes.parse(text, zone));
        if (event.isPresent()) {
            return event;
        }
        Optional<String> date = text(fields, "date");
        Optional<String> time = text(fields, "time");
        if (date.isPresent() && time.isPresent()) {
            return LogTimes.parse(
                    date.get() + " " + time.get() + text(fields, "tz").orElse(""), zone);
        }
        return time.or(() -> text(fields, "timestamp")).flatMap(text -> LogTimes.parse(text, zone));
    }

    private static Optional<String> text(List<Field> fields, String name) {
        return fields.stream()
                .filter(f -> f.name().equals(name))
                .map(Field::text)
                .findFirst();
    }
}
