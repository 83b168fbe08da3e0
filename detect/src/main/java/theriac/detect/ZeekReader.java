package theriac.detect;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Zeek's columns. Without a `#fields` line the first six are named as in every Zeek log.
final class ZeekReader implements LogReader {

    private static final List<String> USUAL = List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p");

    private final ZoneId zone;
    private List<String> names = USUAL;

    ZeekReader(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public LogFormat format() {
        return LogFormat.ZEEK;
    }

    @Override
    public void heading(String line) {
        if (line.startsWith("#fields\t")) {
            names = List.of(line.substring("#fields\t".length()).strip().split("\t"));
        }
    }

    @Override
    public Observation read(String line) {
        heading(line);
        if (line.startsWith("#")) {
            return new Observation(Optional.empty(), List.of());
        }
        String[] columns = line.split("\t", -1);
        List<Field> fields = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            String name = i < names.size() ? names.get(i) : "column" + (i + 1);
            for (String item : columns[i].split(",")) { // a vector; no single value holds a comma unescaped
                fields.add(new Field(name, item));
            }
        }
        return new Observation(LogTimes.parse(columns[0], zone), fields);
    }
}
