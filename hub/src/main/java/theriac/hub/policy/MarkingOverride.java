package theriac.hub.policy;

import java.util.Collection;
import java.util.Set;

/// For whom an organisation's word about an object is by the decision of people, in place of the marking that
/// it came with (ADR 029). It counts for what was said when it was decided and for what is said later, with
/// one exception: a word that comes later and is for fewer than anything that was looked at then is left as
/// it is.
///
/// @param audience for whom the word is; its owner is the owner of the word
/// @param decidedOn for whom the words were that the decision was about
public record MarkingOverride(Audience audience, Set<Audience> decidedOn) {

    public MarkingOverride {
        decidedOn = Set.copyOf(decidedOn);
    }

    /// Whether it counts for a word that came for this audience: where it narrows, and where no fewer were
    /// meant than by something that was decided on.
    public boolean counts(Audience came) {
        return audience.owner() == came.owner()
                && (audience.within(came) || decidedOn.stream().anyMatch(each -> each.within(came)));
    }

    /// For whom a word is that came for this audience.
    public Audience effective(Audience came) {
        return counts(came) ? audience : came;
    }

    /// Whether nobody sees or may do more than by what counts now, for all of it.
    ///
    /// @param standing for whom the words are now
    /// @param decider an organisation that sees all of them now: that it, and with TLP:AMBER its circle,
    ///     goes on seeing them is nothing new
    public static boolean narrows(Audience wanted, Collection<Audience> standing, long decider) {
        var others = new java.util.TreeSet<>(wanted.organizations());
        boolean only =
                others.remove(decider) && others.isEmpty() && wanted.groups().isEmpty();
        // CLEAR and GREEN for one alone must not become CLEAR and GREEN for everybody by leaving it out.
        var without = only && wanted.tlp().compareTo(theriac.stix.Tlp.AMBER) < 0
                ? wanted
                : new Audience(wanted.tlp(), wanted.owner(), others, wanted.groups(), wanted.people(), wanted.pap());
        return standing.stream().allMatch(without::within);
    }
}
