package theriac.taxii.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.taxii.MediaType;

/// A collection as one caller sees it (TAXII 2.1 §5.1). A collection that the caller may not know about has no value.
///
/// @param alias a readable name that stands for the id in addresses, unique in its API root
/// @param access what this caller may do; may be empty: then the caller knows the collection and cannot use it
/// @param mediaTypes what it holds and takes, for example `application/stix+json;version=2.1`; never empty
public record TaxiiCollection(
        UUID id,
        String title,
        Optional<String> description,
        Optional<String> alias,
        Set<Access> access,
        List<String> mediaTypes) {

    /// What a caller may do with a collection.
    public enum Access {
        READ,
        WRITE
    }

    /// The usual media types: STIX 2.1 alone.
    public static final List<String> STIX_21 = List.of(MediaType.stix("2.1"));

    public TaxiiCollection {
        access = Set.copyOf(access);
        mediaTypes = mediaTypes.isEmpty() ? List.of(MediaType.STIX) : List.copyOf(mediaTypes);
    }

    /// A STIX 2.1 collection without description and alias.
    public static TaxiiCollection of(UUID id, String title, Set<Access> access) {
        return new TaxiiCollection(id, title, Optional.empty(), Optional.empty(), access, STIX_21);
    }

    public boolean canRead() {
        return access.contains(Access.READ);
    }

    public boolean canWrite() {
        return access.contains(Access.WRITE);
    }

    /// True when the text is this collection's id, in any letter case, or its alias.
    public boolean isNamed(String idOrAlias) {
        return id.toString().equalsIgnoreCase(idOrAlias)
                || alias.map(idOrAlias::equals).orElse(false);
    }
}
