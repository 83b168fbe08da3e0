package theriac.hub.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A condition of an older language on its way to a STIX pattern. What several tests say about one object stands
/// in one pair of brackets, what they say about several in several.
sealed interface Clause {

    /// A comparison of one object path, such as `file:name = 'a.exe'`.
    record Test(String path, String operator, String literal, boolean negated) implements Clause {}

    record All(List<Clause> parts) implements Clause {}

    record Any(List<Clause> parts) implements Clause {}

    /// Parts of which each must hold of an object of its own: indicators that were joined by `AND`. Two
    /// addresses are two observations, where [All] would ask for one object with both.
    record Each(List<Clause> parts) implements Clause {}

    /// What STIX has no words for.
    ///
    /// @param term as the other language calls it
    record Unknown(String term) implements Clause {}

    /// How others compare: the words of OpenIOC and CybOX.
    ///
    /// @param word `is`, `contains`, `Equals`, `StartsWith` …
    /// @return empty when the comparison has no counterpart
    static Optional<Clause> test(String path, String word, String value, boolean negated) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "is", "equals" -> Optional.of(new Test(path, "=", literal(path, value), negated));
            case "isnot", "doesnotequal" -> Optional.of(new Test(path, "=", literal(path, value), !negated));
            case "contains" -> Optional.of(like(path, "", value, "", negated));
            case "containsnot", "doesnotcontain" -> Optional.of(like(path, "", value, "", !negated));
            case "starts-with", "startswith" -> Optional.of(like(path, "^", value, "", negated));
            case "ends-with", "endswith" -> Optional.of(like(path, "", value, "$", negated));
            case "matches", "fitspattern" -> Optional.of(new Test(path, "MATCHES", quoted(value), negated));
            case "greater-than", "greaterthan" -> Optional.of(new Test(path, ">", literal(path, value), negated));
            case "less-than", "lessthan" -> Optional.of(new Test(path, "<", literal(path, value), negated));
            case "greaterthanorequal" -> Optional.of(new Test(path, ">=", literal(path, value), negated));
            case "lessthanorequal" -> Optional.of(new Test(path, "<=", literal(path, value), negated));
            default -> Optional.empty();
        };
    }

    /// `LIKE` knows no way to write a plain `%` or `_`: a text with one becomes a regular expression.
    private static Clause like(String path, String start, String value, String end, boolean negated) {
        if (value.indexOf('%') < 0 && value.indexOf('_') < 0) {
            var text = (start.isEmpty() ? "%" : "") + value + (end.isEmpty() ? "%" : "");
            return new Test(path, "LIKE", quoted(text), negated);
        }
        var plain = value.replaceAll("([\\\\.^$|?*+()\\[\\]{}])", "\\\\$1");
        return new Test(path, "MATCHES", quoted(start + plain + end), negated);
    }

    Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    Set<String> NUMBERS = Set.of("size", "number", "dst_port", "src_port", "pid");

    private static String literal(String path, String value) {
        if (path.endsWith("time_date_stamp")) {
            return Moments.parse(value).map(at -> "t'" + Draft.text(at) + "'").orElseGet(() -> quoted(value));
        }
        var property = path.substring(Math.max(path.lastIndexOf(':'), path.lastIndexOf('.')) + 1);
        return NUMBERS.contains(property) && NUMBER.matcher(value).matches() ? value : quoted(value);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /// The same without alternatives that have no words in STIX; empty when nothing remains. A conjunction of
    /// which a part has none goes as a whole: half of it would match too much.
    default Optional<Clause> expressible() {
        return switch (this) {
            case Test test -> Optional.of(test);
            case Unknown _ -> Optional.empty();
            case All(var parts) -> {
                var kept = parts.stream()
                        .flatMap(part -> part.expressible().stream())
                        .toList();
                yield kept.size() < parts.size() || kept.isEmpty() ? Optional.empty() : Optional.of(new All(kept));
            }
            case Each(var parts) -> {
                var kept = parts.stream()
                        .flatMap(part -> part.expressible().stream())
                        .toList();
                yield kept.size() < parts.size() || kept.isEmpty() ? Optional.empty() : Optional.of(new Each(kept));
            }
            case Any(var parts) -> {
                var kept = parts.stream()
                        .flatMap(part -> part.expressible().stream())
                        .toList();
                yield kept.isEmpty() ? Optional.empty() : Optional.of(new Any(kept));
            }
        };
    }

    /// The terms without words in STIX.
    default Set<String> unknown() {
        return switch (this) {
            case Test _ -> Set.of();
            case Unknown(var term) -> Set.of(term);
            case All(var parts) -> unknown(parts);
            case Any(var parts) -> unknown(parts);
            case Each(var parts) -> unknown(parts);
        };
    }

    private static Set<String> unknown(List<Clause> parts) {
        return parts.stream()
                .flatMap(part -> part.unknown().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The STIX pattern; only for clauses that are [#expressible()].
    default String pattern() {
        return comparison().map(inside -> "[" + inside + "]").orElseGet(() -> switch (this) {
            case All(var parts) -> joined(grouped(parts, All::new), " AND ");
            case Any(var parts) -> joined(grouped(parts, Any::new), " OR ");
            case Each(var parts) -> joined(parts, " AND ");
            case Test _, Unknown _ -> "";
        });
    }

    /// What several parts say about one kind of object stands together.
    private static List<Clause> grouped(List<Clause> parts, Function<List<Clause>, Clause> together) {
        var groups = new LinkedHashMap<Object, List<Clause>>();
        for (var part : parts) {
            var types = part.types();
            groups.computeIfAbsent(types.size() == 1 && !part.isSeparate() ? types : part, _ -> new ArrayList<>())
                    .add(part);
        }
        return groups.values().stream()
                .map(group -> group.size() == 1 ? group.getFirst() : together.apply(group))
                .toList();
    }

    private static String joined(List<Clause> parts, String word) {
        return parts.stream()
                .map(part -> part.comparison().isPresent() || parts.size() == 1
                        ? part.pattern()
                        : "(" + part.pattern() + ")")
                .distinct()
                .collect(Collectors.joining(word));
    }

    /// What stands in one pair of brackets; empty when it is about several objects.
    private Optional<String> comparison() {
        if (types().size() != 1 || isSeparate()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (this) {
                    case Test(var path, var operator, var literal, var negated) ->
                        written(path, operator, literal, negated);
                    case All(var parts) -> inside(parts, " AND ");
                    case Any(var parts) -> inside(parts, " OR ");
                    case Each _, Unknown _ -> "";
                });
    }

    private static String written(String path, String operator, String literal, boolean negated) {
        return operator.equals("=")
                ? path + (negated ? " != " : " = ") + literal
                : path + (negated ? " NOT " : " ") + operator + " " + literal;
    }

    private static String inside(List<Clause> parts, String word) {
        return parts.stream()
                .map(part -> {
                    var text = part.comparison().orElse("");
                    return part instanceof Test || parts.size() == 1 || text.indexOf(' ') < 0 ? text : "(" + text + ")";
                })
                .distinct()
                .collect(Collectors.joining(word));
    }

    /// Whether it speaks of several objects, even where all are of one type.
    private boolean isSeparate() {
        return switch (this) {
            case Each _ -> true;
            case All(var parts) -> parts.stream().anyMatch(Clause::isSeparate);
            case Any(var parts) -> parts.stream().anyMatch(Clause::isSeparate);
            case Test _, Unknown _ -> false;
        };
    }

    private Set<String> types() {
        return switch (this) {
            case Test test -> Set.of(test.path().substring(0, test.path().indexOf(':')));
            case All(var parts) -> types(parts);
            case Any(var parts) -> types(parts);
            case Each(var parts) -> types(parts);
            case Unknown _ -> Set.of();
        };
    }

    private static Set<String> types(List<Clause> parts) {
        return parts.stream().flatMap(part -> part.types().stream()).collect(Collectors.toSet());
    }
}
