package theriac.hub.intake;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import theriac.hub.core.Sha256;

/// Looks for QR codes in the pictures of an Office file: Word, Excel and PowerPoint since 2007 (ISO/IEC 29500-2) and
/// OpenDocument (ISO/IEC 26300-3), which are archives of parts. A picture is told by how its part begins: which names
/// pictures have is up to who writes the file. Nothing in the file runs, nothing it names is fetched, and no archive
/// in it is opened. Runs in the process that pictures are read in ([SearchPictures]), where memory and time end what
/// a file makes endless.
final class OfficeSearch {

    /// Parts that are looked at.
    static final int MOST_PARTS = 10_000;

    /// Different pictures that are searched.
    static final int MOST_PICTURES = 50;

    /// Octets of all pictures when they are unpacked.
    static final long MOST_OCTETS = 100L << 20;

    private static final long HARMLESS = 1 << 20; // octets that may be packed however well
    private static final int RATIO = 100; // pictures are packed already: what shrinks more is none
    private static final int SIGN = 16; // octets by which a picture is told

    private final CodeSearch codes;
    private final Set<String> seen = new HashSet<>();
    private long octets;
    private boolean more;
    private boolean broken;

    OfficeSearch(CodeSearch codes) {
        this.codes = codes;
    }

    /// @return `LARGE` when it has more or larger parts than are looked at, `BROKEN` when a picture could not be
    ///     read; what was found elsewhere counts all the same
    /// @throws IOException when the archive cannot be opened
    SearchPictures.State search(byte[] file) throws IOException {
        try (var archive = ZipFile.builder().setByteArray(file).get()) {
            int parts = 0;
            for (var part : Collections.list(archive.getEntries())) {
                if (++parts > MOST_PARTS) {
                    more = true;
                    break;
                }
                look(archive, part);
            }
        }
        return broken ? SearchPictures.State.BROKEN : more ? SearchPictures.State.LARGE : SearchPictures.State.SEARCHED;
    }

    private void look(ZipFile archive, ZipArchiveEntry part) {
        try {
            var kind = PictureKind.of(begin(archive, part)).filter(each -> !each.hasPages());
            if (kind.isEmpty()) {
                return;
            }
            if (seen.size() >= MOST_PICTURES || octets >= MOST_OCTETS) {
                more = true;
                return;
            }
            var picture = unpacked(archive, part);
            if (picture.length > 0 && seen.add(Sha256.hex(picture))) {
                note(SearchPictures.picture(picture, kind.get(), codes));
            }
        } catch (IOException | RuntimeException damaged) {
            broken = true;
        }
    }

    private static byte[] begin(ZipFile archive, ZipArchiveEntry part) throws IOException {
        try (var in = archive.getInputStream(part)) {
            return in.readNBytes(SIGN);
        }
    }

    /// Nothing when it becomes larger than a picture may be, or than one that packs so well.
    private byte[] unpacked(ZipFile archive, ZipArchiveEntry part) throws IOException {
        long most = Math.min(Pictures.LARGEST, Math.max(HARMLESS, RATIO * Math.max(0, part.getCompressedSize())));
        try (var in = archive.getInputStream(part)) {
            var picture = in.readNBytes((int) most + 1);
            octets += picture.length;
            if (picture.length > most) {
                more = true;
                return new byte[0];
            }
            return picture;
        }
    }

    private void note(SearchPictures.State state) {
        more |= state == SearchPictures.State.LARGE;
        broken |= state == SearchPictures.State.BROKEN;
    }
}
