package theriac.detect;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Squid's native log: time, elapsed, client, code/status, bytes, method, URL, user, hierarchy/peer, type.
record SquidReader(ZoneId zone) implements LogReader {

    private static final List<String> NAMES =
            List.of("time", "elapsed", "client", "result", "bytes", "method", "url", "user", "peer", "type", "more");

    @Override
    public LogFormat format() {
        return LogFormat.SQUID;
    }

    @Override
    public Observation read(String line) {
        String[] columns = line.strip().split("\\s+", NAMES.size());
        List<Field> fields = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            boolean peer = NAMES.get(i).equals("peer") && columns[i].indexOf('/') >= 0;
            String text = peer ? columns[i].substring(columns[i].indexOf('/') + 1) : columns[i];
            fields.add(new Field(NAMES.get(i), text));
        }
        return new Observation(LogTimes.parse(columns[0], zone), fields);
    }
}
