package theriac.taxii.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.taxii.server.TaxiiCollection.Access;

/// A collection of another server.
///
/// @param uri its absolute address, with a slash at the end; what [TaxiiClient#poll] takes
public record RemoteCollection(
        URI uri,
        String id,
        String title,
        Optional<String> description,
        Optional<String> alias,
        Set<Access> access,
        List<String> mediaTypes) {

    public RemoteCollection {
        access = Set.copyOf(access);
        mediaTypes = List.copyOf(mediaTypes);
    }

    public boolean canRead() {
        return access.contains(Access.READ);
    }

    public boolean canWrite() {
        return access.contains(Access.WRITE);
    }
}
