package theriac.hub.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import theriac.stix.Tlp;

/// Turns a viewer into what it may see: once as Java, once as SQL. A property test holds the two together
/// over random viewers and audiences; change one and it fails until the other follows.
///
/// The rule (FIRST TLP 2.0, read as audience sets):
///
/// | label | who |
/// |---|---|
/// | CLEAR | everybody; with named recipients, only them and their clients |
/// | GREEN | every organisation of the community; with named recipients, only them and their clients |
/// | AMBER | the recipients and their clients: the viewer's *circle* |
/// | AMBER+STRICT | the recipients, without clients and without firms |
/// | RED | the named people |
public final class Visibility {

    private Visibility() {}

    /// May this viewer see a claim for this audience?
    public static boolean allows(Viewer viewer, Audience audience) {
        return switch (viewer) {
            case Viewer.System s -> true;
            case Viewer.Anonymous a -> audience.tlp() == Tlp.CLEAR && audience.unlimited();
            case Viewer.Party p -> groundOrNull(p, audience) != null;
        };
    }

    /// May this viewer see a claim for this audience and use it so?
    public static boolean allows(Viewer viewer, Use use, Audience audience) {
        return use.permits(audience.pap()) && allows(viewer, audience);
    }

    /// By which rule this party sees it; empty: by none.
    public static Optional<Ground> ground(Viewer.Party party, Audience audience) {
        return Optional.ofNullable(groundOrNull(party, audience));
    }

    private static @Nullable Ground groundOrNull(Viewer.Party p, Audience audience) {
        if (p.behind().isPresent() && groundOrNull(p.behind().get(), audience) == null) {
            return null;
        }
        return switch (audience.tlp()) {
            case CLEAR, GREEN -> {
                var named = reached(audience, p.organization(), p.groups(), p.circle(), p.circleGroups());
                if (named != null || !audience.unlimited()) {
                    yield named;
                }
                yield audience.tlp() == Tlp.CLEAR ? Ground.EVERYBODY : Ground.COMMUNITY;
            }
            case AMBER -> reached(audience, p.organization(), p.groups(), p.circle(), p.circleGroups());
            case AMBER_STRICT -> reached(audience, p.organization(), p.groups(), Set.of(), Set.of());
            case RED -> p.account() != 0 && audience.people().contains(p.account()) ? Ground.PERSON : null;
        };
    }

    private static @Nullable Ground reached(
            Audience audience, long organization, Set<Long> groups, Set<Long> circle, Set<Long> circleGroups) {
        if (audience.owner() == organization) {
            return Ground.OWNER;
        }
        if (audience.organizations().contains(organization)) {
            return Ground.NAMED;
        }
        if (!Collections.disjoint(audience.groups(), groups)) {
            return Ground.GROUP;
        }
        boolean close = circle.contains(audience.owner())
                || !Collections.disjoint(audience.organizations(), circle)
                || !Collections.disjoint(audience.groups(), circleGroups);
        return close ? Ground.CIRCLE : null;
    }

    /// The same rule over a row of the table `audience`.
    ///
    /// @param sql a boolean expression
    /// @param parameters its named parameters; array values are `Long[]`
    public record Predicate(String sql, Map<String, Object> parameters) {}

    /// The rule as SQL.
    ///
    /// @param alias the alias of the table `audience` in the caller's statement; written by us, never by a user
    public static Predicate sql(Viewer viewer, String alias) {
        return switch (viewer) {
            case Viewer.System s -> new Predicate("true", Map.of());
            case Viewer.Anonymous a ->
                new Predicate("(%1$s.tlp = 0 and %2$s)".formatted(alias, unlimited(alias)), Map.of());
            case Viewer.Party p ->
                both(partySql(p, alias, "viewer"), p.behind().map(own -> partySql(own, alias, "behind")));
        };
    }

    /// The rule of a use as SQL: what the viewer may see and use so.
    ///
    /// @param alias as in [#sql(Viewer, String)]
    public static Predicate sql(Viewer viewer, Use use, String alias) {
        var seen = sql(viewer, alias);
        return new Predicate("(" + seen.sql() + " and " + use.sql(alias) + ")", seen.parameters());
    }

    private static Predicate both(Predicate rule, Optional<Predicate> behind) {
        if (behind.isEmpty()) {
            return rule;
        }
        var parameters = new TreeMap<>(rule.parameters());
        parameters.putAll(behind.get().parameters());
        return new Predicate("(" + rule.sql() + " and " + behind.get().sql() + ")", parameters);
    }

    /// @param who how its parameters begin
    private static Predicate partySql(Viewer.Party p, String alias, String who) {
        var circle = reaches(alias, who + "_circle", who + "_circle_groups");
        var strict = reaches(alias, who + "_strict", who + "_strict_groups");
        var sql = """
                case %1$s.tlp
                  when 0 then %2$s or %3$s
                  when 1 then %2$s or %3$s
                  when 2 then %3$s
                  when 3 then %4$s
                  else :%5$s_person <> 0 and :%5$s_person = any(%1$s.people)
                end""".formatted(alias, unlimited(alias), circle, strict, who);
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put(who + "_circle", p.circle().toArray(Long[]::new));
        parameters.put(who + "_circle_groups", p.circleGroups().toArray(Long[]::new));
        parameters.put(who + "_strict", new Long[] {p.organization()});
        parameters.put(who + "_strict_groups", p.groups().toArray(Long[]::new));
        parameters.put(who + "_person", p.account());
        return new Predicate("(" + sql + ")", parameters);
    }

    private static String unlimited(String alias) {
        return "(cardinality(%1$s.organizations) = 0 and cardinality(%1$s.groups) = 0)".formatted(alias);
    }

    private static String reaches(String alias, String organizations, String groups) {
        return "(%1$s.owner_id = any(:%2$s::bigint[]) or %1$s.organizations && :%2$s::bigint[] or %1$s.groups && :%3$s::bigint[])"
                .formatted(alias, organizations, groups);
    }
}
