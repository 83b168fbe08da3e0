package theriac.scout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.detect.DamagedSetException;
import theriac.detect.IndicatorSet;

/// The home folder of one scout: its configuration, its indicator set, what it has not sent yet.
///
/// The order of writing is the promise: first the set, synced and renamed, then the state that names it and carries the
/// watermark. Files that no state names are leftovers and are removed.
final class ScoutHome {

    /// A set with the state that belongs to it.
    record Loaded(ScoutState state, IndicatorSet set) {}

    private static final String STATE = "state.json";
    private static final int FOLD_AT_LEAST = 20_000;

    private final Path folder;

    ScoutHome(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    void create() throws IOException {
        Files.createDirectories(data());
        Files.createDirectories(data().resolve("spool"));
    }

    /// Makes this process the only one that works here, until the lock is closed.
    ///
    /// @throws ScoutProblem when another one does
    AutoCloseable lock() {
        Path file = folder.resolve("scout.lock");
        try {
            create();
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = Files.readString(file).strip();
                channel.close();
                throw new ScoutProblem("Another scout already works in " + folder
                        + (owner.isEmpty() ? "" : " (process " + owner + ")")
                        + ". Stop it first, or give this one another --home.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException denied) {
            throw new ScoutProblem("The folder " + folder + " cannot be used: " + denied.getMessage(), denied);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /// The state on disk, or a fresh one: for the first time, for another hub, or when the file is damaged.
    ScoutState state(String hub) {
        try {
            return ScoutState.parse(Files.readString(data().resolve(STATE)))
                    .filter(state -> state.hub().equals(hub))
                    .orElseGet(() -> ScoutState.fresh(hub));
        } catch (NoSuchFileException first) {
            return ScoutState.fresh(hub);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void save(ScoutState state) throws IOException {
        DurableFiles.write(data().resolve(STATE), state.text());
    }

    /// The set that the state names. A damaged set is said and begun anew: its watermark is forgotten with it.
    Loaded load(String hub, Console console) {
        for (int attempt = 1; ; attempt++) {
            ScoutState state = state(hub);
            try {
                return new Loaded(state, read(state));
            } catch (IOException | DamagedSetException damaged) {
                boolean replacedMeanwhile = damaged instanceof NoSuchFileException && attempt < 5;
                if (!replacedMeanwhile) {
                    console.warn(Console.safe(String.valueOf(damaged.getMessage()))
                            + " The set cannot be used and is to be fetched anew from the hub.");
                    return new Loaded(state.withSet(0, 0, Optional.empty()), IndicatorSet.empty());
                }
            }
        }
    }

    private IndicatorSet read(ScoutState state) throws IOException, DamagedSetException {
        if (state.base() == 0) {
            return IndicatorSet.empty();
        }
        try (InputStream base = open("base", state.base())) {
            if (state.overlay() == 0) {
                return IndicatorSet.read(base, Optional.empty());
            }
            try (InputStream overlay = open("overlay", state.overlay())) {
                return IndicatorSet.read(base, Optional.of(overlay));
            }
        }
    }

    private InputStream open(String kind, long number) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file(kind, number)), 1 << 16);
    }

    private Path file(String kind, long number) {
        return data().resolve(kind + "-" + number + ".set");
    }

    /// Writes a set, then the state with its watermark. When this returns, both survive anything.
    Loaded store(Loaded before, IndicatorSet set, Optional<Instant> position) throws IOException {
        long number = Math.max(before.state().base(), before.state().overlay()) + 1;
        boolean fold = before.state().base() == 0 || set.changes() > Math.max(FOLD_AT_LEAST, set.size() / 5);
        IndicatorSet kept = fold ? set.compacted() : set;
        if (fold) {
            DurableFiles.write(file("base", number), kept::writeBase);
        } else {
            DurableFiles.write(file("overlay", number), kept::writeOverlay);
        }
        ScoutState state = before.state().withSet(fold ? number : before.state().base(), fold ? 0 : number, position);
        save(state);
        sweep(state);
        return new Loaded(state, kept);
    }

    private void sweep(ScoutState state) throws IOException {
        try (Stream<Path> files = Files.list(data())) {
            for (Path file : files.toList()) {
                boolean named =
                        file.equals(file("base", state.base())) || file.equals(file("overlay", state.overlay()));
                String name = file.getFileName().toString();
                if (!named && (name.endsWith(".set") || name.endsWith(".set.new"))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
