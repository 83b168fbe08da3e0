package theriac.hub.formats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;

/// Which column of a table says what.
///
/// @param header the header's text, to recognise it among the rows; empty when there is none
/// @param values columns that hold values
/// @param seen -1 when no column says when; likewise `description` and `labels`
record CsvColumns(List<String> header, List<Integer> values, int seen, int description, int labels) {

    private static final int MOST_IN_A_CELL = 100;

    private static final Set<String> VALUE_NAMES = Set.of(
            "indicator",
            "value",
            "ioc",
            "ioc_value",
            "indicator_value",
            "url",
            "domain",
            "hostname",
            "host",
            "ip",
            "ip_address",
            "ipaddress",
            "dst_ip",
            "address",
            "md5",
            "sha1",
            "sha-1",
            "sha256",
            "sha-256",
            "hash",
            "c2",
            "fqdn",
            "entity",
            "email");
    private static final Set<String> SEEN_NAMES = Set.of(
            "first_seen",
            "firstseen",
            "first_seen_utc",
            "detected_date",
            "date",
            "dateadded",
            "date_added",
            "seen",
            "timestamp",
            "created",
            "last_seen");
    private static final Set<String> DESCRIPTION_NAMES = Set.of(
            "description", "notes", "note", "comment", "comments", "threat", "classification", "tool_name", "malware");
    private static final Set<String> LABEL_NAMES = Set.of("tags", "tag", "labels", "label");

    static CsvColumns decide(String commentHeader, List<CsvRecords.Row> sample, JsonObject options) {
        var named = options.object("columns").orElse(JsonObject.empty());
        var first = sample.isEmpty() ? List.<String>of() : sample.getFirst().fields();
        var header = isHeaderLike(first, named)
                ? first
                : commentHeader.isEmpty()
                        ? List.<String>of()
                        : CsvRecords.fields(commentHeader, CsvRecords.likeliest(commentHeader));
        var names = header.stream().map(CsvColumns::key).toList();
        var values = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (named.text("value")
                    .map(CsvColumns::key)
                    .map(names.get(i)::equals)
                    .orElse(VALUE_NAMES.contains(names.get(i)))) {
                values.add(i);
            }
        }
        if (values.isEmpty()) {
            values.addAll(bySample(sample, header));
        }
        return new CsvColumns(
                header == first ? header : List.of(),
                List.copyOf(values),
                column(names, named, "seen", SEEN_NAMES),
                column(names, named, "description", DESCRIPTION_NAMES),
                column(names, named, "labels", LABEL_NAMES));
    }

    boolean isHeader(CsvRecords.Row row) {
        return !header.isEmpty() && row.fields().equals(header);
    }

    /// For messages: the columns that were looked at, from 1.
    String names() {
        return values.stream()
                .map(i -> i < header.size() ? header.get(i) : "no. " + (i + 1))
                .toList()
                .toString();
    }

    List<ListedValue> values(CsvRecords.Row row) {
        var found = new ArrayList<ListedValue>();
        for (int column : values) {
            for (var value : all(field(row, column))) {
                found.add(new ListedValue(
                        value,
                        time(field(row, seen)),
                        field(row, description),
                        labels(field(row, labels)),
                        Optional.empty()));
            }
        }
        return found;
    }

    /// The values of one cell: one, or several between commas or blanks, as tables of file hashes have them.
    private static List<NormalValue> all(String cell) {
        var one = TextList.value(cell);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        return Arrays.stream(cell.split("[,;\\s]+"))
                .limit(MOST_IN_A_CELL)
                .flatMap(part -> TextList.value(part).stream())
                .toList();
    }

    /// Columns whose values were recognised in at least half of the rows that fill them.
    private static Set<Integer> bySample(List<CsvRecords.Row> sample, List<String> header) {
        var columns = new LinkedHashSet<Integer>();
        int width = sample.stream().mapToInt(row -> row.fields().size()).max().orElse(0);
        for (int column = 0; column < width; column++) {
            int filled = 0;
            int known = 0;
            for (var row : sample) {
                var text = field(row, column);
                if (!text.isEmpty() && !row.fields().equals(header)) {
                    filled++;
                    known += all(text).isEmpty() ? 0 : 1;
                }
            }
            if (filled > 0 && known * 2 >= filled && !isLinkColumn(sample, column, columns)) {
                columns.add(column);
            }
        }
        return columns;
    }

    /// A column of links to where each row was published names one host in every row; a column of threats does not.
    private static boolean isLinkColumn(List<CsvRecords.Row> sample, int column, Set<Integer> before) {
        if (before.isEmpty() || sample.size() < 3) {
            return false;
        }
        var hosts = new LinkedHashSet<String>();
        for (var row : sample) {
            var parts = field(row, column).split("/", 4);
            hosts.add(parts.length > 3 && parts[0].startsWith("http") ? parts[2] : field(row, column));
        }
        return hosts.size() == 1;
    }

    private static boolean isHeaderLike(List<String> row, JsonObject named) {
        var wanted = named.text("value").map(CsvColumns::key);
        return row.stream()
                        .map(CsvColumns::key)
                        .anyMatch(name -> wanted.map(name::equals).orElse(VALUE_NAMES.contains(name)))
                && row.stream().allMatch(field -> TextList.value(field).isEmpty());
    }

    private static int column(List<String> names, JsonObject named, String role, Set<String> usual) {
        var wanted = named.text(role).map(CsvColumns::key);
        for (int i = 0; i < names.size(); i++) {
            if (wanted.map(names.get(i)::equals).orElse(usual.contains(names.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static String field(CsvRecords.Row row, int column) {
        return column >= 0 && column < row.fields().size() ? row.fields().get(column) : "";
    }

    private static List<String> labels(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("[,;\\s]+"))
                        .map(label -> label.replaceFirst("^#", ""))
                        .filter(label -> !label.isEmpty())
                        .distinct()
                        .limit(50)
                        .toList();
    }

    static Optional<Instant> time(String text) {
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (text.length() >= 19) {
                var plain = text.replace(' ', 'T');
                return Optional.of(
                        plain.endsWith("Z")
                                ? Instant.parse(plain)
                                : LocalDateTime.parse(plain.substring(0, 19)).toInstant(ZoneOffset.UTC));
            }
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
