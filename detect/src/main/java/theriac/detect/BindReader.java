package theriac.detect;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// BIND's query log: `TIME queries: info: client @0x… ADDRESS#PORT (NAME): query: NAME IN A … (SERVER)`.
record BindReader(ZoneId zone) implements LogReader {

    private static final String QUERY = ": query: ";

    @Override
    public LogFormat format() {
        return LogFormat.BIND;
    }

    @Override
    public Observation read(String line) {
        int query = line.indexOf(QUERY);
        if (query < 0) {
            return new PlainReader(zone).read(line);
        }
        int start = query + QUERY.length();
        int end = line.indexOf(' ', start);
        String name = line.substring(start, end < 0 ? line.length() : end);
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("query", name));
        client(line, query).ifPresent(address -> fields.add(new Field("client", address)));
        int server = line.lastIndexOf('(');
        if (server > start && line.endsWith(")")) {
            fields.add(new Field("server", line.substring(server + 1, line.length() - 1)));
        }
        return new Observation(LogTimes.leading(line, zone), fields);
    }

    private static Optional<String> client(String line, int end) {
        int port = line.lastIndexOf('#', end);
        int space = port < 0 ? -1 : line.lastIndexOf(' ', port);
        return space < 0 ? Optional.empty() : Optional.of(line.substring(space + 1, port));
    }
}
