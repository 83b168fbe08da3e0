package theriac.hub.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which column of a table says what: by the source's settings, else by the header's usual names, else by
/// looking at the first rows.
///
/// @param header the header's text, to recognise it among the rows; empty when there is none
/// @param places of columns, from 0, by the keys of their names
record CsvColumns(List<String> header, Map<String, Integer> places, ValueMapping mapping) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    static final Set<String> VALUE_NAMES = Set.of(
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
            "cidr",
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

    static CsvColumns decide(
            String commentHeader, List<CsvRecords.Row> sample, ValueMapping settings, CsvOptions options) {
        var first = sample.isEmpty() ? List.<String>of() : sample.getFirst().fields();
        var header = options.header().orElseGet(() -> isHeaderLike(first, settings))
                ? first
                : commentHeader.isEmpty()
                        ? List.<String>of()
                        : CsvRecords.fields(commentHeader, CsvRecords.likeliest(commentHeader));
        var names = header.stream().map(ValueMapping::key).toList();
        var places = new HashMap<String, Integer>();
        for (int i = names.size() - 1; i >= 0; i--) {
            places.put(names.get(i), i);
        }
        var found = new HashMap<String, List<String>>();
        var values = names.stream().filter(VALUE_NAMES::contains).distinct().toList();
        if (values.isEmpty() && settings.valuePlaces().isEmpty()) {
            values = bySample(sample, header);
        }
        found.put("value", values);
        usual(found, "seen", names, SEEN_NAMES);
        usual(found, "description", names, DESCRIPTION_NAMES);
        usual(found, "labels", names, LABEL_NAMES);
        return new CsvColumns(
                header == first || header.equals(first) ? header : List.of(),
                Map.copyOf(places),
                settings.orElse(found));
    }

    private static void usual(Map<String, List<String>> found, String role, List<String> names, Set<String> usual) {
        names.stream().filter(usual::contains).findFirst().ifPresent(name -> found.put(role, List.of(name)));
    }

    boolean isHeader(CsvRecords.Row row) {
        return !header.isEmpty() && row.fields().equals(header);
    }

    /// The columns in their order, with the first that stands in each of these rows.
    List<Place> shown(List<CsvRecords.Row> rows) {
        var names = new HashMap<Integer, String>();
        places.forEach((name, column) -> names.put(column, name));
        int width = rows.stream().mapToInt(row -> row.fields().size()).max().orElse(0);
        return IntStream.range(0, Math.min(width, Place.MOST))
                .mapToObj(column -> {
                    var number = Integer.toString(column + 1);
                    var name = names.getOrDefault(column, number);
                    var example = rows.stream()
                            .filter(row -> !isHeader(row))
                            .map(row -> field(row, column))
                            .filter(text -> !text.isBlank())
                            .findFirst();
                    return new Place(name, example.orElse(""), mapping.roles(name, number));
                })
                .toList();
    }

    ValueMapping.Outcome read(CsvRecords.Row row) {
        return mapping.read(place -> cell(row, place), "csv");
    }

    private Stream<String> cell(CsvRecords.Row row, String place) {
        var key = ValueMapping.key(place);
        var named = places.get(key);
        int column = named != null ? named : NUMBER.matcher(key).matches() ? Integer.parseInt(key) - 1 : -1;
        return column >= 0 && column < row.fields().size()
                ? Stream.of(row.fields().get(column))
                : Stream.empty();
    }

    /// Columns, by number from 1, whose values were recognised in at least half of the rows that fill them.
    private static List<String> bySample(List<CsvRecords.Row> sample, List<String> header) {
        var columns = new ArrayList<String>();
        int width = sample.stream().mapToInt(row -> row.fields().size()).max().orElse(0);
        for (int column = 0; column < width; column++) {
            int filled = 0;
            int known = 0;
            for (var row : sample) {
                var text = field(row, column);
                if (!text.isEmpty() && !row.fields().equals(header)) {
                    filled++;
                    known += ValueMapping.NONE.values(text, Optional.empty()).isEmpty() ? 0 : 1;
                }
            }
            if (filled > 0 && known * 2 >= filled && !isLinkColumn(sample, column, !columns.isEmpty())) {
                columns.add(Integer.toString(column + 1));
            }
        }
        return columns;
    }

    /// A column of links to where each row was published names one host in every row; a column of threats does
    /// not.
    private static boolean isLinkColumn(List<CsvRecords.Row> sample, int column, boolean others) {
        if (!others || sample.size() < 3) {
            return false;
        }
        var hosts = new LinkedHashSet<String>();
        for (var row : sample) {
            var parts = field(row, column).split("/", 4);
            hosts.add(parts.length > 3 && parts[0].startsWith("http") ? parts[2] : field(row, column));
        }
        return hosts.size() == 1;
    }

    private static boolean isHeaderLike(List<String> row, ValueMapping settings) {
        var wanted = settings.valuePlaces().stream().map(ValueMapping::key).toList();
        return row.stream()
                        .map(ValueMapping::key)
                        .anyMatch(name -> wanted.isEmpty() ? VALUE_NAMES.contains(name) : wanted.contains(name))
                && row.stream().allMatch(field -> TextList.value(field).isEmpty());
    }

    private static String field(CsvRecords.Row row, int column) {
        return column >= 0 && column < row.fields().size() ? row.fields().get(column) : "";
    }
}
