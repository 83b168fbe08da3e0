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
    /// @param refused why not: `not-meant`, `no-member`, `label`, `source`; "" when it gets it
    record Line(Organization organization, List<Reason> reasons, String refused) {

        boolean receives() {
            return refused.isEmpty();
        }

        /// It meets a rule about what scouts saw and no other.
        boolean onlySawIt() {
            return receives()
                    && !reasons.isEmpty()
                    && withoutSightings().reasons().isEmpty();
        }

        /// The same without saying that it saw something.
        Line withoutSightings() {
            return new Line(
                    organization,
                    reasons.stream()
                            .filter(reason -> !reason.rule().equals(Target.Rule.SIGHTINGS.text()))
                            .toList(),
                    refused);
        }
    }

    /// As it is told to who did not ask who saw it. Who would get it for that alone is not named,
    /// and neither is who meets no rule, for the others would follow from it.
    Recipients withoutWitnesses() {
        return new Recipients(
                audience,
                lines.stream()
                        .filter(line -> !line.onlySawIt() && !line.refused().equals("not-meant"))
                        .map(Line::withoutSightings)
                        .toList());
    }

    List<Line> receiving() {
        return lines.stream().filter(Line::receives).toList();
    }
}
