package theriac.hub.publications;

import java.util.List;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;

/// Who would get a warning if it were sent now, by which rule, and who would not.
///
/// @param audience under which it would leave
/// @param lines every member that takes part, and who else a rule names; by name
record Recipients(Audience audience, List<Line> lines) {

    Recipients {
        lines = List.copyOf(lines);
    }

    /// Why one organisation meets a rule.
    ///
    /// @param subject the target's own; "" for everybody
    /// @param because of what, in words: names of things; empty when the rule says it all
    record Reason(String rule, String subject, List<String> because) {}

    /// @param reasons why it gets it; empty when it does not
    /// @param refused why not: `not-meant`, `no-member`, `label`; "" when it gets it
    record Line(Organization organization, List<Reason> reasons, String refused) {

        boolean receives() {
            return refused.isEmpty();
        }
    }

    List<Line> receiving() {
        return lines.stream().filter(Line::receives).toList();
    }
}
