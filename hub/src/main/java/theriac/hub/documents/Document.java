package theriac.hub.documents;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Something that others wrote, as it is read here.
///
/// @param key internal
/// @param organization whose work it is (internal key)
/// @param origin where it came from
/// @param name the file's name or the address; "" for pasted text
/// @param mediaType of what is kept
/// @param sha256 of what is kept, in hexadecimal
/// @param size of what is kept, in bytes
/// @param text that is read, see [FileText]
/// @param cut whether there was more than that
/// @param note what the readers write about it, in Markdown
/// @param revision rises with every change of title and note
/// @param read when the text was last searched for names
/// @param report what was published of it
record Document(
        long key,
        UUID id,
        long organization,
        String title,
        Origin origin,
        String name,
        String mediaType,
        String sha256,
        long size,
        String text,
        List<Integer> pages,
        boolean cut,
        String note,
        int revision,
        String by,
        Instant at,
        Instant read,
        Optional<Published> report) {

    /// @param id of the report
    /// @param first when it was published first
    /// @param last when it was published last
    /// @param tlp its label, `members` whether it names the members
    record Published(StixId id, Instant first, Instant last, Tlp tlp, boolean members) {}

    /// Where a document came from.
    enum Origin {
        TEXT,
        FILE,
        ADDRESS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException for any text that [#text] does not give
        static Origin of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
