package theriac.hub.intake;

import java.util.Arrays;
import java.util.Optional;

/// Kinds of pictures that are read here, told by how their files begin and never by what a name says.
enum PictureKind {
    PNG((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) '\r', (byte) '\n', (byte) 0x1A, (byte) '\n'),
    JPEG((byte) 0xFF, (byte) 0xD8, (byte) 0xFF),
    GIF((byte) 'G', (byte) 'I', (byte) 'F', (byte) '8');

    private final byte[] sign;

    PictureKind(byte... sign) {
        this.sign = sign;
    }

    /// Empty for every other file.
    static Optional<PictureKind> of(byte[] file) {
        return Arrays.stream(values())
                .filter(kind -> file.length >= kind.sign.length
                        && Arrays.equals(file, 0, kind.sign.length, kind.sign, 0, kind.sign.length))
                .findFirst();
    }
}
