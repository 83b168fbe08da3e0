package theriac.hub.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Kinds of pictures that are read here, told by how their files begin and never by what a name says. A PDF
/// file and an Office file count for one each: their pages are pictures to who looks at them.
enum PictureKind {
    PNG((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) '\r', (byte) '\n', (byte) 0x1A, (byte) '\n'),
    JPEG((byte) 0xFF, (byte) 0xD8, (byte) 0xFF),
    GIF((byte) 'G', (byte) 'I', (byte) 'F', (byte) '8'),

    /// Word, Excel and PowerPoint since 2007, and OpenDocument: an archive with the list of parts that all of these
    /// have.
    OFFICE((byte) 'P', (byte) 'K', (byte) 3, (byte) 4),
    PDF((byte) '%', (byte) 'P', (byte) 'D', (byte) 'F', (byte) '-');

    /// Programs open a PDF file whose sign comes so late; the other kinds begin with theirs.
    private static final int LATEST = 1_024;

    /// Names of parts, which no archive packs.
    private static final Pattern PARTS =
            Pattern.compile("\\[Content_Types\\]\\.xml|META-INF/manifest\\.xml", Pattern.CASE_INSENSITIVE);

    private final byte[] sign;

    PictureKind(byte... sign) {
        this.sign = sign;
    }

    /// Empty for every other file.
    static Optional<PictureKind> of(byte[] file) {
        return Arrays.stream(values())
                .filter(kind -> kind.begins(file))
                .filter(kind -> kind != OFFICE
                        || PARTS.matcher(new String(file, StandardCharsets.ISO_8859_1))
                                .find())
                .findFirst();
    }

    /// Whether it is a file with pictures in it, and none itself.
    boolean hasPages() {
        return this == PDF || this == OFFICE;
    }

    /// Whether a file begins like this kind.
    boolean begins(byte[] file) {
        return IntStream.rangeClosed(0, this == PDF ? LATEST : 0).anyMatch(at -> isAt(file, at));
    }

    private boolean isAt(byte[] file, int place) {
        return file.length >= place + sign.length
                && Arrays.equals(file, place, place + sign.length, sign, 0, sign.length);
    }
}
