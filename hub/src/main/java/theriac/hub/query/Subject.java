package theriac.hub.query;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// What a question can be asked about: the effective object of one viewer, with the figures that come from the claims
/// which this viewer may see. Moments are microseconds since 1970.
///
/// @param narrative it is of a kind that people read; bulk kinds have no searchable texts
/// @param name as lists show it; "" when it has none
/// @param words of the texts; [Words#NONE] for bulk kinds
/// @param values of the effective version
/// @param sources names of the visible sources whose claims stand
/// @param reliabilities Admiralty letters of these sources
/// @param confidence 0 to 100; empty when no source says anything
/// @param score confidence after decay, 0 to 100, at the moment of the question
/// @param tlp the widest label among the visible claims on the effective version
/// @param created empty when the object has none
/// @param modified empty when the object has none (SCOs)
/// @param added when the newest of the visible claims arrived
/// @param seen moments of the sightings that the viewer may see
/// @param links what it is linked with, as far as the viewer may see both ends and the link
public record Subject(
        StixId id,
        boolean narrative,
        String name,
        Words words,
        List<NormalValue> values,
        List<String> labels,
        Set<String> sources,
        Set<Character> reliabilities,
        OptionalInt confidence,
        int score,
        Tlp tlp,
        boolean revoked,
        OptionalLong created,
        OptionalLong modified,
        long added,
        List<Long> seen,
        List<Neighbour> links) {

    /// The other end of a link.
    ///
    /// @param words its names and aliases
    /// @param values of its effective version: for attack patterns their numbers
    public record Neighbour(String type, Words words, List<NormalValue> values) {

        public Neighbour {
            values = List.copyOf(values);
        }
    }

    public Subject {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
        sources = Set.copyOf(sources);
        reliabilities = Set.copyOf(reliabilities);
        seen = List.copyOf(seen);
        links = List.copyOf(links);
    }
}
