package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;

/// A folder below the hub's inbox into which others put files. Each content is taken once, by its digest,
/// whatever its name; files stay where they are. A file that is still being written is left for the next time:
/// one that changed in the last seconds, or whose name begins with a dot or ends with `.part` or `.tmp`. Links
/// are not followed.
final class Folder implements Way {

    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int MOST_FILES = 100_000;

    private final Path inbox;
    private final Plans plans;
    private final Once once;
    private final Clock clock;
    private final int most;

    /// @param inbox the only place whose folders can be a source
    Folder(Path inbox, Ingest ingest, Plans plans, Clock clock) {
        this(inbox, ingest, plans, clock, MOST_FILES);
    }

    /// @param most files of a folder
    Folder(Path inbox, Ingest ingest, Plans plans, Clock clock, int most) {
        this.most = most;
        this.inbox = inbox;
        this.plans = plans;
        this.once = new Once(ingest, plans);
        this.clock = clock;
    }

    private record Waiting(Path file, String name, String stamp) {}

    @Override
    public Outcome ask(Source source) throws IOException {
        var files = waiting(folder(source));
        var marks = plans.marks(
                source.key(), files.stream().map(file -> "file:" + file.name()).toList());
        Optional<Delivery> last = Optional.empty();
        for (var file : files) {
            if (!file.stamp().equals(marks.get("file:" + file.name()))) {
                var lying = new Lying(file.file(), digest(file.file()));
                var taken = once.take(source, file.name(), lying, Map.of("file:" + file.name(), file.stamp()));
                last = taken.isPresent() ? taken : last;
                if (taken.filter(delivery -> delivery.state().equals("failed")).isPresent()) {
                    return Outcome.of(taken.get());
                }
            }
        }
        return last.map(Outcome::of).orElseGet(Outcome.Unchanged::new);
    }

    /// A file where it lies, without a copy.
    private record Lying(Path file, String digest) implements Once.Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static String digest(Path file) throws IOException {
        var digest = Sha256.begin();
        try (var in = new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Oldest first.
    private List<Waiting> waiting(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            var settled = clock.instant().minus(SETTLED).toEpochMilli();
            var files = all.limit(most + 1L).toList();
            if (files.size() > most) {
                throw tooMany(most);
            }
            return files.stream()
                    .flatMap(file -> attributes(file).stream())
                    .filter(found -> found.attributes().isRegularFile()
                            && isWhole(found.file().getFileName().toString())
                            && found.attributes().lastModifiedTime().toMillis() <= settled)
                    .sorted(Comparator.comparing(
                                    (Found found) -> found.attributes().lastModifiedTime())
                            .thenComparing(Found::file))
                    .map(found -> new Waiting(
                            found.file(),
                            found.file().getFileName().toString(),
                            found.attributes().size() + " " + found.attributes().lastModifiedTime()))
                    .toList();
        }
    }

    private record Found(Path file, BasicFileAttributes attributes) {}

    /// Empty when somebody took the file away meanwhile.
    private static Optional<Found> attributes(Path file) {
        try {
            return Optional.of(
                    new Found(file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unread) {
            throw new UncheckedIOException("The file " + file + " cannot be looked at.", unread);
        }
    }

    /// What lies beyond them would never be read.
    static FetchFailure tooMany(int most) {
        return new FetchFailure(
                FetchFailure.Kind.TOO_LARGE,
                "The folder has more than %d files: let the partner tidy it, or name another.".formatted(most));
    }

    static boolean isWhole(String name) {
        return !name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".tmp");
    }

    /// One name below the inbox: no path, no link, nothing above.
    private Path folder(Source source) throws IOException {
        var name = source.settings().text("folder").orElse("");
        check(name);
        var folder = inbox.resolve(name);
        Files.createDirectories(inbox);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw Problem.conflict(
                    "The hub's inbox has no folder \"%s\": make %s, and put files into it.".formatted(name, folder));
        }
        return folder;
    }

    /// @throws Problem when it is not the name of one folder
    static void check(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw Problem.badRequest(
                    "A folder is named by letters, digits, dots, dashes and underscores: one folder below the hub's inbox.");
        }
    }
}
