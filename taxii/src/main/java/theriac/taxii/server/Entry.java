package theriac.taxii.server;

import java.time.Instant;

/// One version of one object with its content.
///
/// @param json UTF-8, exactly as stored; sent without being read
public record Entry(ManifestRecord record, byte[] json) {

    public static Entry of(Instant dateAdded, String id, String version, String mediaType, byte[] json) {
        return new Entry(new ManifestRecord(dateAdded, id, version, mediaType), json);
    }

    public Instant dateAdded() {
        return record.dateAdded();
    }
}
