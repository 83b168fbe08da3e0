package theriac.hub.assets;

import java.util.ArrayList;
import java.util.List;
import theriac.hub.core.Problem;

/// A file of things: a table (CSV) or a bill of materials (CycloneDX), read without storing anything.
///
/// @param format `csv` or `cyclonedx`
/// @param lines things and what is wrong with others, in the order of the file
/// @param leftOut components that are nobody's product: libraries and files without a CPE
record AssetFile(String format, List<Line> lines, int leftOut) {

    /// Octets of a file.
    static final int LARGEST = 10 << 20;

    /// Rows or components of a file.
    static final int MOST = 20_000;

    AssetFile {
        lines = List.copyOf(lines);
    }

    /// @param place `line 3` or a JSON pointer
    /// @param written as the file has it, cut
    /// @param note what the file says beside it
    record Line(String place, String written, String note, AssetForm.Read read) {}

    /// @throws Problem when it is neither, too large, or not text
    static AssetFile read(byte[] file) {
        if (file.length > LARGEST) {
            throw Problem.of(Problem.Code.TOO_LARGE, "The file has more than 10 MB; send it in parts.");
        }
        int first = 0;
        while (first < file.length && (file[first] <= ' ' || first < 3 && (file[first] & 0x80) != 0)) {
            first++;
        }
        if (first == file.length) {
            throw Problem.badRequest("The file is empty.");
        }
        if (file[first] == '<') {
            throw Problem.badRequest("This is XML. A bill of materials is read as CycloneDX in JSON; save it so.");
        }
        return file[first] == '{' ? CycloneDx.read(file) : AssetTable.read(file);
    }

    /// Collects the lines of one file.
    static final class Lines {
        private final List<Line> lines = new ArrayList<>();

        void add(String place, AssetKind kind, String written, String note) {
            lines.add(new Line(place, cut(written), cut(note), AssetForm.of(kind, written)));
        }

        void bad(String place, String written, String english, String dutch) {
            lines.add(new Line(place, cut(written), "", new AssetForm.Read.Bad(english, dutch)));
        }

        boolean full() {
            return lines.size() >= MOST;
        }

        List<Line> lines() {
            return lines;
        }

        /// For showing; without what terminals and databases take for more than text.
        private static String cut(String text) {
            var clean = text.strip().replaceAll("\\p{Cntrl}", " ");
            return clean.substring(
                    0, clean.offsetByCodePoints(0, Math.min(200, clean.codePointCount(0, clean.length()))));
        }
    }
}
