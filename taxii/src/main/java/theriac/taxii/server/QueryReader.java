package theriac.taxii.server;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.server.VersionFilter.Pick;

/// Reads filters and paging from a query (TAXII 2.1 §3.4, §3.5). Malformed, repeated and contradictory parameters are
/// 400; unknown ones are ignored, as the specification allows.
///
/// @param scope names the resource, so that a `next` of one cannot be used with another
record QueryReader(Fields query, String scope, int pageLimit) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,1000}");
    private static final Pattern SPEC_VERSION = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,3}");
    private static final int MANY_DIGITS = 9; // more cannot be said in an int; the page limit is smaller anyway

    /// A query together with the text that its cursors are bound to.
    record Read(ObjectQuery query, String filters) {

        Optional<String> next(Page<?> page) {
            return page.next().map(cursor -> Cursors.seal(filters, cursor));
        }
    }

    Read read() {
        Optional<Instant> addedAfter = single("added_after").map(QueryReader::instant);
        Set<String> ids = list("match[id]");
        Set<String> types = list("match[type]");
        Set<String> specVersions = specVersions();
        VersionFilter versions = versions();
        String filters = String.join(
                "\n",
                scope,
                addedAfter.map(Instant::toString).orElse(""),
                new TreeSet<>(ids).toString(),
                new TreeSet<>(types).toString(),
                new TreeSet<>(specVersions).toString(),
                new TreeSet<>(versions.picks()).toString(),
                new TreeSet<>(versions.exact()).toString());
        Optional<String> cursor = single("next").map(next -> Cursors.open(filters, next));
        return new Read(new ObjectQuery(addedAfter, cursor, limit(), ids, types, versions, specVersions), filters);
    }

    VersionFilter versions() {
        Set<Pick> picks = EnumSet.noneOf(Pick.class);
        Set<Instant> exact = new LinkedHashSet<>();
        for (String text : list("match[version]")) {
            switch (text) {
                case "first" -> picks.add(Pick.FIRST);
                case "last" -> picks.add(Pick.LAST);
                case "all" -> picks.add(Pick.ALL);
                default -> exact.add(instant(text));
            }
        }
        if (picks.contains(Pick.ALL) && picks.size() + exact.size() > 1) {
            throw TaxiiProblem.badRequest("match[version]=all cannot be combined with other versions; use it alone.");
        }
        return picks.isEmpty() && exact.isEmpty() ? VersionFilter.NEWEST : new VersionFilter(picks, exact);
    }

    Set<String> specVersions() {
        Set<String> asked = list("match[spec_version]");
        for (String text : asked) {
            if (!SPEC_VERSION.matcher(text).matches()) {
                throw TaxiiProblem.badRequest(
                        "match[spec_version] takes versions such as 2.1, separated by commas; this is none: " + text);
            }
        }
        return asked;
    }

    private int limit() {
        Optional<String> asked = single("limit");
        if (asked.isEmpty()) {
            return pageLimit;
        }
        String digits = asked.get();
        if (!DIGITS.matcher(digits).matches() || digits.chars().allMatch(c -> c == '0')) {
            throw TaxiiProblem.badRequest("limit takes a whole number above zero; this is none: " + digits);
        }
        String significant = digits.replaceFirst("^0+", "");
        return significant.length() > MANY_DIGITS ? pageLimit : Math.min(pageLimit, Integer.parseInt(significant));
    }

    private static Instant instant(String text) {
        return TaxiiTimestamp.parse(text)
                .orElseThrow(() -> TaxiiProblem.badRequest(
                        "A time is written like 2026-04-20T09:00:00.000000Z; this is not one: " + text));
    }

    private Set<String> list(String name) {
        Optional<String> text = single(name);
        if (text.isEmpty()) {
            return Set.of();
        }
        List<String> parts = Arrays.asList(text.get().split(",", -1));
        if (parts.stream().anyMatch(part -> part.isEmpty() || part.contains(" "))) {
            throw TaxiiProblem.badRequest(name + " takes values separated by single commas, without spaces.");
        }
        return new LinkedHashSet<>(parts);
    }

    private Optional<String> single(String name) {
        List<String> values = query.all(name);
        if (values.size() > 1) {
            throw TaxiiProblem.badRequest(name + " stands more than once in the address; give it once.");
        }
        return values.stream().findFirst();
    }
}
