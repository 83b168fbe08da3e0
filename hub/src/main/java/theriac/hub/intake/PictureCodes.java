package theriac.hub.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.ReadingProcess;

/// Finds QR codes in pictures that others sent, in a process of its own with little memory and time (ADR
/// 031, ADR 047). Nothing that a code says is fetched or followed. A picture that cannot be searched is no
/// error: it says why. Thread-safe.
public final class PictureCodes {

    /// Pictures of one mail that are searched.
    static final int MOST_PICTURES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(PictureCodes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration EACH = Duration.ofSeconds(8);
    private static final int LONGEST_CODE = 4 * PictureCode.LONGEST; // octets
    private static final String MEMORY = "384m";

    private final ReadingProcess process;
    private final Duration each;

    public PictureCodes() {
        this(PATIENCE, EACH);
    }

    /// @param patience for all pictures together
    /// @param each for one of them
    PictureCodes(Duration patience, Duration each) {
        this.process = new ReadingProcess(2, patience);
        this.each = each;
    }

    /// What was found in a picture.
    ///
    /// @param state `searched`, `large` (too many points, or more pages or pictures than are looked at), `broken`
    ///     (damaged, or no picture that is read here) or `late` (not all of it was looked at in time)
    /// @param codes what its codes say, each once
    record Searched(String state, List<String> codes) {}

    /// @param pictures PNG, JPEG, GIF, PDF or Office files; of others nothing is told but that they are `broken`
    /// @return one for each picture
    List<Searched> search(List<byte[]> pictures) {
        if (pictures.isEmpty()) {
            return List.of();
        }
        try {
            return process.run(
                    input(pictures),
                    Map.of(),
                    folder -> ReadingProcess.java(MEMORY, SearchPictures.class, Long.toString(each.toMillis())),
                    (left, exit) -> answers(left, pictures.size()));
        } catch (UncheckedIOException failed) {
            LOG.error("Pictures could not be searched for QR codes", failed);
            return missing(new ArrayList<>(), pictures.size());
        }
    }

    private static byte[] input(List<byte[]> pictures) {
        var input = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(input)) {
            out.writeInt(pictures.size());
            for (var picture : pictures) {
                out.writeInt(picture.length);
                out.write(picture);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array in memory can always be written.", impossible);
        }
        return input.toByteArray();
    }

    /// As many as the process came to: each was written when it was done.
    private static List<Searched> answers(ReadingProcess.Left left, int pictures) throws IOException {
        var answers = new ArrayList<Searched>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(left.said())))) {
            while (answers.size() < pictures) {
                var state =
                        SearchPictures.State.values()[upTo(in.readByte(), SearchPictures.State.values().length - 1)];
                int codes = upTo(in.readInt(), PictureCode.MOST);
                var found = new ArrayList<String>();
                for (int n = 0; n < codes; n++) {
                    found.add(new String(in.readNBytes(upTo(in.readInt(), LONGEST_CODE)), StandardCharsets.UTF_8));
                }
                answers.add(new Searched(state.name().toLowerCase(Locale.ROOT), List.copyOf(found)));
            }
        } catch (EOFException killed) {
            LOG.info("{} of {} pictures were searched for QR codes in time.", answers.size(), pictures);
        }
        return missing(answers, pictures);
    }

    /// The process read a hostile file: what it says is not believed either.
    private static int upTo(int number, int most) throws EOFException {
        if (number < 0 || number > most) {
            throw new EOFException("The process that searches pictures said %d.".formatted(number));
        }
        return number;
    }

    private static List<Searched> missing(List<Searched> answers, int pictures) {
        while (answers.size() < pictures) {
            answers.add(new Searched("late", List.of()));
        }
        return List.copyOf(answers);
    }
}
