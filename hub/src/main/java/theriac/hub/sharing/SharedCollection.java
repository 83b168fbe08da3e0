package theriac.hub.sharing;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.policy.Viewer;

/// A TAXII collection that the CERT made: a question, or a set that is filled by hand and by its readers, and who may
/// read it. It narrows what a reader may see and never widens it.
///
/// @param key internal; 0 before it is stored
/// @param id as TAXII shows it
/// @param shelf internal key of what its question chose, or of what was put in
/// @param picked whether it is filled by hand and has no question; never changes
/// @param posting whether readers may post to it, which only a picked one allows
/// @param query in the language of the search box; "" chooses everything
/// @param organizations who may read (internal keys)
/// @param groups the members of these sharing groups may read (internal keys)
/// @param at when it was last changed
/// @param by who changed it
/// @param endedAt since when nobody is served from it; empty while it is open
public record SharedCollection(
        long key,
        UUID id,
        long shelf,
        boolean picked,
        Posting posting,
        String title,
        String description,
        String query,
        Set<Long> organizations,
        Set<Long> groups,
        Instant at,
        String by,
        Optional<Instant> endedAt) {

    public SharedCollection {
        organizations = Set.copyOf(organizations);
        groups = Set.copyOf(groups);
    }

    /// Whether it is open and this reader may read it.
    public boolean isFor(Viewer.Party reader) {
        return endedAt.isEmpty()
                && (organizations.contains(reader.organization()) || !Collections.disjoint(groups, reader.groups()));
    }
}
