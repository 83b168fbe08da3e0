package theriac.hub.knowledge;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.knowledge.ObjectRoutes.ObjectRow;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Techniques.Scope;

/// ATT&CK over HTTP: which matrices there are, how one is made up, and how warm its techniques are.
@RestController
public final class AttackRoutes {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Attack attack;

    public AttackRoutes(Attack attack) {
        this.attack = attack;
    }

    /// @param domain as techniques and Navigator layers name it (`enterprise-attack`)
    /// @param version of the release, `18.1`; "" when no collection names it
    public record AttackMatrix(String id, String name, String domain, String version) {}

    public record AttackMatrices(List<AttackMatrix> matrices) {}

    /// @param techniques numbers, by name, each followed by its parts
    public record AttackTactic(String id, String number, String name, List<String> techniques) {}

    /// @param parent number of the technique of which it is a part
    public record AttackTechnique(String number, String id, String name, Optional<String> parent) {}

    /// A revoked technique.
    ///
    /// @param to number of what took its place
    public record AttackMoved(String from, String name, String to) {}

    public record AttackFrame(
            AttackMatrix matrix,
            List<AttackTactic> tactics,
            List<AttackTechnique> techniques,
            List<AttackMoved> moved) {}

    /// @param number `T1566.001`; the STIX id of an attack pattern without a number
    /// @param statements how many relationships and reports of those asked for name it
    /// @param seenBy in how many organisations it was seen, as far as that may be told
    public record WarmTechnique(String number, String id, String name, long statements, int seenBy) {}

    public record AttackHeat(Optional<ObjectRow> of, List<WarmTechnique> techniques, List<AttackMoved> moved) {}

    @GetMapping("/api/attack/matrices")
    @Requires(Permission.READ_OBJECTS)
    AttackMatrices matrices(Viewer viewer) {
        return new AttackMatrices(attack.matrices(viewer).stream()
                .map(named -> new AttackMatrix(
                        named.summary().id().text(), named.summary().name(), named.domain(), named.version()))
                .toList());
    }

    @GetMapping("/api/attack/matrices/{id}")
    @Requires(Permission.READ_OBJECTS)
    AttackFrame matrix(Viewer viewer, @PathVariable String id) {
        var frame = attack.frame(viewer, ObjectRoutes.parse(id));
        var matrix = frame.matrix();
        var summary = matrix.summary();
        return new AttackFrame(
                new AttackMatrix(summary.id().text(), summary.name(), matrix.domain(), matrix.version()),
                matrix.tactics().stream()
                        .map(tactic -> new AttackTactic(
                                tactic.summary().id().text(),
                                tactic.number(),
                                tactic.summary().name(),
                                tactic.numbers()))
                        .toList(),
                matrix.cells().values().stream()
                        .map(cell -> new AttackTechnique(
                                cell.number(),
                                cell.summary().id().text(),
                                cell.summary().name(),
                                cell.parent()))
                        .toList(),
                moved(frame.moved()));
    }

    /// Exactly one of three: of an object, of a span of days, or of what was seen.
    ///
    /// @param of an actor, a campaign, software, a report, an indicator, a mitigation
    /// @param wide also by the software that it uses and the campaigns attributed to it
    /// @param from first day (UTC) on which a statement was made, as `2026-11-01`
    /// @param to last day; both or none
    /// @param seen everything that was seen anywhere, as far as that may be told
    @GetMapping("/api/attack/heat")
    @Requires(Permission.READ_OBJECTS)
    AttackHeat heat(
            Viewer viewer,
            @RequestParam Optional<String> of,
            @RequestParam(defaultValue = "false") boolean wide,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam(defaultValue = "false") boolean seen) {
        boolean during = from.isPresent() && to.isPresent();
        if (from.isPresent() != to.isPresent() || (of.isPresent() ? 1 : 0) + (during ? 1 : 0) + (seen ? 1 : 0) != 1) {
            throw Problem.badRequest("Ask for the heat of one thing: of=(an object's id), from= and to= (two days), or"
                    + " seen=true (what was seen).");
        }
        var heat = of.isPresent()
                ? attack.ofObject(viewer, ObjectRoutes.parse(of.get()), wide)
                : during ? attack.between(viewer, days(from.get(), to.get())) : attack.seen(viewer);
        return new AttackHeat(
                heat.of().map(ObjectRow::of),
                heat.techniques().stream()
                        .map(warm -> new WarmTechnique(
                                warm.number(),
                                warm.technique().summary().id().text(),
                                warm.technique().summary().name(),
                                warm.statements(),
                                warm.seenBy()))
                        .toList(),
                moved(heat.moved()));
    }

    private static Scope.Between days(String from, String to) {
        try {
            var first = day(from);
            var last = day(to);
            if (last.isBefore(first)) {
                throw Problem.badRequest("The last day, %s, lies before the first, %s.".formatted(to, from));
            }
            return new Scope.Between(
                    first.atStartOfDay().toInstant(ZoneOffset.UTC),
                    last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1));
        } catch (DateTimeException none) {
            throw Problem.badRequest("A day is written as 2026-11-01, in from= and in to=.");
        }
    }

    private static LocalDate day(String text) {
        if (!DAY.matcher(text).matches()) {
            throw new DateTimeException("Not four digits, two and two.");
        }
        return LocalDate.parse(text);
    }

    private static List<AttackMoved> moved(List<Attack.Moved> moved) {
        return moved.stream()
                .map(one -> new AttackMoved(one.from(), one.name(), one.to()))
                .toList();
    }
}
