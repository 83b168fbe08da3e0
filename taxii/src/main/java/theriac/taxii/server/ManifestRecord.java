package theriac.taxii.server;

import java.time.Instant;

/// One version of one object in a collection, without its content (TAXII 2.1 §5.3.1).
///
/// @param dateAdded when it entered the collection, whole microseconds; unique per collection wherever the store can
/// @param id STIX id
/// @param version the object's own `modified` text, else its `created` text, else [#UNVERSIONED]; never rewritten
/// @param mediaType for example `application/stix+json;version=2.1`
public record ManifestRecord(Instant dateAdded, String id, String version, String mediaType) {

    /// The version of objects that have neither `modified` nor `created` (cyber-observables): the specification leaves
    /// the value to the server and asks that it be constant.
    public static final String UNVERSIONED = "1970-01-01T00:00:00.000Z";

    public ManifestRecord {
        version = version.isEmpty() ? UNVERSIONED : version;
    }
}
