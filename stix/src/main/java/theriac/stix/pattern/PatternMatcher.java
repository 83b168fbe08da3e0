package theriac.stix.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A pattern compiled for matching against observed data (STIX 2.1 §9.4–9.7). Immutable, thread-safe, no I/O.
///
/// Times of an observation that lasts (`first_observed` before `last_observed`) are unknown within its span,
/// so a condition of time holds when some choice of times satisfies all conditions together.
/// `number_observed` counts as that many different observations. Strings are compared as they are:
/// `EVIL.example` is not `evil.example` (§9.6.2).
public final class PatternMatcher {

    private final List<MatchPlan> plans;
    private final List<ObjectTest> brackets;
    private final String failure;

    private PatternMatcher(List<MatchPlan> plans, List<ObjectTest> brackets, String failure) {
        this.plans = plans;
        this.brackets = brackets;
        this.failure = failure;
    }

    /// Compiles a pattern. An invalid one compiles too and fails with a sentence on every match (§9.4: it
    /// matches nothing).
    public static PatternMatcher compile(Pattern pattern) {
        try {
            PatternChecks.requireMatchable(pattern.expression());
            var builder = new PlanBuilder();
            List<MatchPlan> plans = builder.plans(pattern.expression());
            List<ObjectTest> brackets =
                    builder.brackets().stream().map(ObjectTest::of).toList();
            return new PatternMatcher(plans, brackets, "");
        } catch (MatchFault fault) {
            return new PatternMatcher(List.of(), List.of(), fault.reason());
        }
    }

    /// Matches all observations together. Never throws on bad data.
    public MatchResult match(List<ObservedData> observations) {
        if (!failure.isEmpty()) {
            return new MatchResult.Failed(failure);
        }
        try {
            long objects = 0;
            for (ObservedData observation : observations) {
                objects += observation.objects().length;
            }
            return solve(observations, Effort.forObjects(objects));
        } catch (MatchFault fault) {
            return new MatchResult.Failed(fault.reason());
        }
    }

    /// Matches one observation alone; the fast way for patterns of one bracket.
    public MatchResult match(ObservedData observation) {
        return match(List.of(observation));
    }

    /// Whether this one observation matches a pattern of plain brackets; false for a failed or any other
    /// pattern. Meant for the hot loop of a pattern that [#single] says yes to.
    ///
    /// @throws MatchFault when a regular expression or the whole call was stopped
    boolean matchesSingle(ObservedData observation, Effort effort) {
        for (ObjectTest bracket : brackets) {
            if (bracket.anyOf(observation, effort)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the pattern is one slot without conditions: each observation is decided alone.
    boolean single() {
        return failure.isEmpty()
                && plans.size() == 1
                && plans.getFirst().slots().size() == 1
                && plans.getFirst().windows().isEmpty()
                && isFree(plans.getFirst().slots().getFirst());
    }

    private static boolean isFree(MatchPlan.Slot slot) {
        return slot.count() == 1 && slot.from() == Long.MIN_VALUE && slot.to() == Long.MAX_VALUE;
    }

    private MatchResult solve(List<ObservedData> observations, Effort effort) {
        if (single()) {
            for (ObservedData observation : observations) {
                if (matchesSingle(observation, effort)) {
                    return new MatchResult.Matched(List.of(observation));
                }
            }
            return new MatchResult.NotMatched();
        }
        var candidates = new BitSet[brackets.size()];
        for (int bracket = 0; bracket < candidates.length; bracket++) {
            candidates[bracket] = new BitSet(observations.size());
            for (int i = 0; i < observations.size(); i++) {
                candidates[bracket].set(i, brackets.get(bracket).anyOf(observations.get(i), effort));
            }
        }
        var solver = new PlanSolver(candidates, observations, effort);
        for (MatchPlan plan : plans) {
            Optional<BitSet> used = solver.solve(plan);
            if (used.isPresent()) {
                var bound = new ArrayList<ObservedData>();
                used.get().stream().forEach(i -> bound.add(observations.get(i)));
                return new MatchResult.Matched(bound);
            }
        }
        return new MatchResult.NotMatched();
    }
}
