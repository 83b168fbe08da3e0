package theriac.hub.intake;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// Kinds of pictures that are read here, told by how their files begin and never by what a name says. A PDF
/// file counts for one: its pages are pictures to who looks at them.
enum PictureKind {
    PNG((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) '\r', (byte) '\n', (byte) 0x1A, (byte) '\n'),
    JPEG((byte) 0xFF, (byte) 0xD8, (byte) 0xFF),
    GIF((byte) 'G', (byte) 'I', (byte) 'F', (byte) '8'),
    PDF((byte) '%', (byte) 'P', (byte) 'D', (byte) 'F', (byte) '-');

    /// Programs open a PDF file whose sign comes so late; the other kinds begin with theirs.
    private static final int LATEST = 1_024;

    private final byte[] sign;

    PictureKind(byte... sign) {
        this.sign = sign;
    }

    /// Empty for every other file.
    static Optional<PictureKind> of(byte[] file) {
        return Arrays.stream(values())
                .filter(kind ->
                        IntStream.rangeClosed(0, kind == PDF ? LATEST : 0).anyMatch(at -> kind.isAt(file, at)))
                .findFirst();
    }

    private boolean isAt(byte[] file, int place) {
        return file.length >= place + sign.length
                && Arrays.equals(file, place, place + sign.length, sign, 0, sign.length);
    }
}
