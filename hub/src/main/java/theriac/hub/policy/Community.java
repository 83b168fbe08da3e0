package theriac.hub.policy;

import java.util.List;
import java.util.UUID;

/// Everybody who takes part, as viewers: to say who would see something before it is shared. A few hundred
/// organisations and a few thousand people; loaded by a fixed number of statements.
@FunctionalInterface
public interface Community {

    /// @param machine the organisation as a viewer without a person
    /// @param people who can log in now
    record Member(UUID id, String name, String kind, Viewer.Party machine, List<Person> people) {}

    /// @param viewer the person as a viewer
    record Person(String name, Viewer.Party viewer) {}

    /// In the order of their names.
    ///
    /// @param people whether they are asked for; without, every organisation comes as if nobody were there. Only
    ///     TLP:RED tells people of one organisation apart
    List<Member> load(boolean people);
}
