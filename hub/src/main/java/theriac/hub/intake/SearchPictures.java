package theriac.hub.intake;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// The program that looks for QR codes: pictures in, what their codes say out. It runs in a process of its
/// own ([PictureCodes]), because a picture can be made to fill the memory or to compute for ever. How many
/// points a picture has is read before any of them is.
final class SearchPictures {

    /// What became of a picture.
    enum State {
        /// All of it was looked at.
        SEARCHED,
        /// It has more points, pages or pictures than are looked at, or needs more memory than there is.
        LARGE,
        /// No picture that is read here, or damaged.
        BROKEN,
        /// The time was over before all of it was looked at.
        LATE
    }

    /// 40 million: more than the camera of a telephone makes, and 160 MB when it is unpacked.
    static final long MOST_POINTS = 40_000_000;

    private static final int MOST_FRAMES = 5;
    private static final int PAGES = 2; // so many times as long as a picture may a file with pages take

    private SearchPictures() {}

    /// @param arguments milliseconds for one picture
    public static void main(String[] arguments) throws IOException {
        var out = new DataOutputStream(System.out);
        System.setOut(System.err);
        ImageIO.setUseCache(false);
        read(System.in, out, Duration.ofMillis(Long.parseLong(arguments[0])));
        System.exit(0);
    }

    private static void read(InputStream input, DataOutputStream out, Duration each) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(input));
        int pictures = in.readInt();
        for (int n = 0; n < pictures; n++) {
            var found = Collections.synchronizedSet(new LinkedHashSet<String>());
            var state = search(in.readNBytes(in.readInt()), found, each);
            answer(out, state, found);
        }
    }

    private static void answer(DataOutputStream out, State state, Set<String> found) throws IOException {
        List<String> codes;
        synchronized (found) {
            codes = found.stream().limit(PictureCode.MOST).toList();
        }
        out.writeByte(state.ordinal());
        out.writeInt(codes.size());
        for (var code : codes) {
            var octets = code.getBytes(StandardCharsets.UTF_8);
            out.writeInt(octets.length);
            out.write(octets);
        }
        out.flush();
    }

    /// A search that does not end is left behind: it ends with the process.
    private static State search(byte[] file, Set<String> found, Duration each) {
        var states = Collections.synchronizedList(new ArrayList<State>());
        var thread = Thread.ofPlatform().daemon().start(() -> states.add(search(file, found)));
        try {
            thread.join(each.multipliedBy(
                            PictureKind.of(file).filter(PictureKind::hasPages).isPresent() ? PAGES : 1)
                    .toMillis());
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
        return states.isEmpty() ? State.LATE : states.getFirst();
    }

    private static State search(byte[] file, Set<String> found) {
        var kind = PictureKind.of(file);
        var search = new CodeSearch(found::add);
        if (kind.isEmpty()) {
            return State.BROKEN;
        }
        return switch (kind.get()) {
            case PDF -> parts(file, new PdfSearch(search)::search);
            case OFFICE -> office(file, search);
            case PNG, JPEG, GIF -> picture(file, kind.get(), search);
        };
    }

    /// A file can be both: what one program opens as an archive another opens as a PDF file.
    private static State office(byte[] file, CodeSearch search) {
        var state = parts(file, new OfficeSearch(search)::search);
        return PictureKind.PDF.begins(file) && state == State.SEARCHED
                ? parts(file, new PdfSearch(search)::search)
                : state;
    }

    /// @param kind one without pages
    static State picture(byte[] file, PictureKind kind, CodeSearch search) {
        var reader = ImageIO.getImageReadersByFormatName(kind.name()).next();
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, false, true);
            return search(reader, search);
        } catch (OutOfMemoryError tooMuch) {
            return State.LARGE;
        } catch (IOException | RuntimeException broken) {
            return State.BROKEN;
        } finally {
            reader.dispose();
        }
    }

    /// Looks at a file with pictures in it.
    private interface Parts {
        State search(byte[] file) throws IOException;
    }

    private static State parts(byte[] file, Parts parts) {
        try {
            return parts.search(file);
        } catch (OutOfMemoryError tooMuch) {
            return State.LARGE;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            return State.BROKEN;
        }
    }

    /// A picture that moves is looked at for its first moments.
    private static State search(ImageReader reader, CodeSearch search) throws IOException {
        for (int frame = 0; frame < MOST_FRAMES; frame++) {
            BufferedImage picture;
            try {
                if ((long) reader.getWidth(frame) * reader.getHeight(frame) > MOST_POINTS) {
                    return State.LARGE;
                }
                picture = reader.read(frame);
            } catch (IndexOutOfBoundsException noMore) {
                if (frame == 0) {
                    throw noMore;
                }
                return State.SEARCHED;
            }
            search.search(picture);
        }
        return State.SEARCHED;
    }
}
