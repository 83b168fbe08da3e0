package theriac.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values that a record spreads over fields: an address with its port, a host with the path of a request.
final class JoinedFields {

    /// Ends of field names that stand for an address, and what stands there for its port.
    private static final String[][] ENDPOINTS = {
        {"ip", "port"}, {"_h", "_p"}, {"addr", "port"}, {"address", "port"}, {"dst", "dpt"}, {"src", "spt"}
    };
    private static final List<String> HOSTS = List.of("hostname", "host", "cs-host", "http_host", "server_name");
    private static final List<String> PATHS = List.of("url", "uri", "path", "cs-uri", "uri_path", "request_uri");
    private static final List<String> PORTS =
            List.of("http_port", "dest_port", "dstport", "dst_port", "id.resp_p", "destinationport", "port");

    private JoinedFields() {}

    static void add(List<Field> fields, List<Seen> seen) {
        if (fields.size() < 2) {
            return;
        }
        Map<String, String> byName = new HashMap<>();
        fields.forEach(field -> byName.putIfAbsent(field.name(), field.text()));
        for (Field field : fields) {
            endpoint(field, byName, seen);
            if (field.text().startsWith("/") && PATHS.contains(lastName(field.name()))) {
                request(field, byName, seen);
            }
        }
    }

    private static void endpoint(Field field, Map<String, String> byName, List<Seen> seen) {
        for (String[] ends : ENDPOINTS) {
            if (field.name().endsWith(ends[0])) {
                String stem = field.name().substring(0, field.name().length() - ends[0].length());
                String port = byName.get(stem + ends[1]);
                if (port != null) {
                    NormalForms.endpoint(field.text().strip(), port.strip())
                            .ifPresent(value -> seen.add(new Seen(value, field.text() + ":" + port, field.name())));
                }
            }
        }
    }

    private static void request(Field path, Map<String, String> byName, List<Seen> seen) {
        String parent = path.name()
                .substring(0, path.name().length() - lastName(path.name()).length());
        Optional<String> host = first(HOSTS, parent, byName);
        if (host.isEmpty() || host.get().isEmpty()) {
            return;
        }
        Optional<String> port = first(PORTS, parent, byName);
        boolean secure = port.filter("443"::equals).isPresent()
                || "https".equalsIgnoreCase(byName.getOrDefault("service", ""))
                || "https".equalsIgnoreCase(byName.getOrDefault(parent + "scheme", ""));
        String authority = host.get().indexOf(':') < 0 && port.isPresent() ? host.get() + ":" + port.get() : host.get();
        String url = (secure ? "https://" : "http://") + authority + path.text();
        NormalUrl.parse(url)
                .ifPresent(normal -> seen.add(
                        new Seen(new Watched(WatchKind.URL, normal.text()), host.get() + path.text(), path.name())));
    }

    /// The first of these fields beside the path, else at the top of the record.
    private static Optional<String> first(List<String> names, String parent, Map<String, String> byName) {
        for (String prefix : parent.isEmpty() ? List.of("") : List.of(parent, "")) {
            for (String name : names) {
                String text = byName.get(prefix + name);
                if (text != null) {
                    return Optional.of(text.strip());
                }
            }
        }
        return Optional.empty();
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
