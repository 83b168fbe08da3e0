package theriac.hub.investigations;

import java.util.List;
import java.util.TreeSet;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.stix.Tlp;

/// Somebody in an investigation that she may enter. Made by [Investigations] alone: whoever holds one was asked.
///
/// @param people all of its people, this one too
record Inside(Viewer.Party person, Investigation investigation, List<Member> people) {

    /// @param account internal key
    record Member(long account, java.util.UUID id, String login, String name, boolean active) {}

    long key() {
        return investigation.key();
    }

    /// For its people and nobody else, not even their colleagues.
    Audience audience() {
        return audience(investigation.organization(), people);
    }

    static Audience audience(long organization, List<Member> people) {
        var accounts = new TreeSet<Long>();
        people.forEach(person -> accounts.add(person.account()));
        return new Audience(Tlp.RED, organization, new TreeSet<>(), new TreeSet<>(), accounts);
    }
}
