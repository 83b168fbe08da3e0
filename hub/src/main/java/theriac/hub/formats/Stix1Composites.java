package theriac.hub.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the indicators of one document say, for those that are composed of others
/// (`Composite_Indicator_Expression`, STIX 1.2 Indicator §3.10), in any order and nested. Hostile nesting
/// ends at a measure: an indicator that is part of itself, too deep or too large a composition has no words.
/// Not thread-safe; used once.
final class Stix1Composites {

    private static final String EXPRESSION = "Composite_Indicator_Expression";
    private static final int DEEPEST = 50;
    private static final int MOST_TERMS = 1_000;
    private static final int MOST_TOGETHER = 500_000;
    private static final int MOST_REMEMBERED = 200_000;

    /// @param terms how many it has when it is written out
    private record Said(Clause clause, long terms) {}

    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, XmlNode> composed = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Clause> observables;
    private final Set<String> dropped = new LinkedHashSet<>();
    private long spent;

    /// @param observables those that were met before
    Stix1Composites(Map<String, Clause> observables) {
        this.observables = observables;
    }

    static boolean isComposed(XmlNode indicator) {
        return indicator.each(EXPRESSION).findAny().isPresent();
    }

    /// An indicator that is no composition.
    void plain(String id, Clause clause) {
        if (!id.isEmpty() && said.size() < MOST_REMEMBERED) {
            said.putIfAbsent(id, new Said(clause, 1));
        }
    }

    /// An indicator that is one, to be looked at when all are there.
    void composed(XmlNode indicator) {
        indicator.attribute("id").ifPresent(id -> composed.putIfAbsent(id, indicator));
    }

    /// What a composition says, with its own observables.
    Clause clause(XmlNode indicator) {
        var found = of(indicator);
        spent += found.terms();
        return spent > MOST_TOGETHER
                ? new Clause.Unknown("compositions of more than %d terms together".formatted(MOST_TOGETHER))
                : found.clause();
    }

    private Said of(XmlNode indicator) {
        if (indicator.attribute("negate").filter("true"::equals).isPresent()) {
            return unknown("a negated indicator");
        }
        var parts = new ArrayList<Said>();
        var seen = indicator
                .each("Observable")
                .map(observable -> Cybox.observable(observable, observables, dropped))
                .toList();
        if (!seen.isEmpty()) {
            parts.add(new Said(seen.size() == 1 ? seen.getFirst() : new Clause.Any(seen), seen.size()));
        }
        indicator.each(EXPRESSION).forEach(expression -> parts.add(expression(expression)));
        return parts.isEmpty()
                ? unknown("an indicator without observables")
                : parts.size() == 1 ? parts.getFirst() : joined(parts, false);
    }

    private Said expression(XmlNode expression) {
        var parts = expression
                .each("Indicator")
                .map(part -> part.attribute("idref").map(this::named).orElseGet(() -> of(part)))
                .toList();
        boolean any =
                expression.attribute("operator").filter("OR"::equalsIgnoreCase).isPresent();
        return parts.isEmpty()
                ? unknown("an empty composition")
                : parts.size() == 1 ? parts.getFirst() : joined(parts, any);
    }

    private Said named(String id) {
        var known = said.get(id);
        if (known != null) {
            return known;
        }
        var indicator = composed.get(id);
        if (indicator == null || open.size() >= DEEPEST || !open.add(id)) {
            return unknown("the indicator " + id);
        }
        var found = of(indicator);
        open.remove(id);
        said.put(id, found);
        return found;
    }

    private static Said joined(List<Said> parts, boolean any) {
        long terms = parts.stream().mapToLong(Said::terms).sum();
        if (terms > MOST_TERMS) {
            return unknown("a composition of more than %d terms".formatted(MOST_TERMS));
        }
        var clauses = parts.stream().map(Said::clause).toList();
        return new Said(any ? new Clause.Any(clauses) : new Clause.Each(clauses), terms);
    }

    private static Said unknown(String term) {
        return new Said(new Clause.Unknown(term), 1);
    }
}
