package theriac.hub.ingest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Objects of a delivery that wait for their marking definitions: a bundle has no order (STIX 2.1 §8), so what marks an
/// object may stand behind it. The first are held in memory, all others in a file without a name, which is gone with
/// this process. Used by one thread.
final class Unlabelled implements AutoCloseable {

    private final int mostHeld;
    private final long mostChars;
    private List<Held> held = new ArrayList<>();
    private long chars;
    private @Nullable FileChannel file;
    private @Nullable DataOutputStream out;
    private long inFile;

    private record Held(StixObject object, String pointer) {}

    /// @param mostHeld how many wait in memory
    /// @param mostChars how much text of theirs
    Unlabelled(int mostHeld, long mostChars) {
        this.mostHeld = mostHeld;
        this.mostChars = mostChars;
    }

    /// @param pointer its place in the delivery
    void hold(StixObject object, String pointer) {
        if (inFile == 0 && held.size() < mostHeld && chars < mostChars) {
            held.add(new Held(object, pointer));
            chars += object.text().length();
            return;
        }
        try {
            var writing = out == null ? open() : out;
            for (var text : List.of(pointer, object.text())) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                writing.writeInt(bytes.length);
                writing.write(bytes);
            }
            inFile++;
        } catch (IOException full) {
            throw new UncheckedIOException("Objects cannot wait for their markings on disk.", full);
        }
    }

    private DataOutputStream open() throws IOException {
        var path = Files.createTempFile("theriac-", ".waiting");
        try {
            var opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file = opened;
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(opened)));
            return out;
        } finally {
            Files.delete(path);
        }
    }

    /// Gives back all that wait, with their places, in the order in which they came; none waits any more.
    void release(BiConsumer<StixObject, String> to) {
        var first = held;
        held = new ArrayList<>();
        chars = 0;
        first.forEach(each -> to.accept(each.object(), each.pointer()));
        var writing = out;
        var reading = file;
        if (writing == null || reading == null) {
            return;
        }
        try {
            writing.flush();
            reading.position(0);
            var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(reading)));
            for (; inFile > 0; inFile--) {
                var pointer = text(in);
                to.accept(StixObject.of((JsonObject) Json.read(text(in))), pointer);
            }
        } catch (IOException lost) {
            throw new UncheckedIOException("What waited for its markings on disk cannot be read.", lost);
        }
        close();
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        var open = file;
        file = null;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException busy) {
                throw new UncheckedIOException("A file without a name cannot be closed.", busy);
            }
        }
    }
}
