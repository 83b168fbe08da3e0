package theriac.scout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
import theriac.detect.IndicatorSet;
import theriac.detect.Match;
import theriac.detect.ScanSession;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.detect.Sightings;
import theriac.stix.StixId;

/// Follows the configured logs: reads what was added, matches it, spools sightings, and only then moves its place. A
/// rotated log is read to its end under its new name, a log that was cut short from its beginning. For one thread.
final class Watcher {

    private static final int PIECE = 4 << 20;
    private static final int HEAD = 64 * 1024;

    private final ScoutConfig config;
    private final Spool spool;
    private final Tails tails;
    private final Lookback lookback;
    private final StixId member;
    private final Clock clock;
    private final Console console;

    Watcher(
            ScoutHome home,
            ScoutConfig config,
            Spool spool,
            Lookback lookback,
            StixId member,
            Clock clock,
            Console console)
            throws IOException {
        this.config = config;
        this.spool = spool;
        this.tails = new Tails(home, spool.tails());
        this.lookback = lookback;
        this.member = member;
        this.clock = clock;
        this.console = console;
    }

    Tails tails() {
        return tails;
    }

    /// Looks once through everything that is new: old lines for new indicators, then new lines for all.
    ///
    /// @return sightings that are new
    int pass(Supplier<IndicatorSet> current) throws IOException {
        Set<String> late;
        IndicatorSet set;
        synchronized (lookback) {
            late = lookback.waiting();
            set = current.get();
        }
        int sightings = lookBack(late, set);
        List<Path> logs = logs();
        for (Path log : logs) {
            try {
                sightings += follow(log, logs, set);
            } catch (NoSuchFileException rotatedMeanwhile) {
                continue;
            }
        }
        return sightings;
    }

    private int lookBack(Set<String> ids, IndicatorSet set) throws IOException {
        if (ids.isEmpty()) {
            return 0;
        }
        IndicatorSet fresh = ids.size() > Lookback.ALL ? set : set.only(ids);
        int sightings = 0;
        for (Tail tail : tails.all()) {
            Path log = Path.of(tail.path());
            if (tail.offset() > 0 && Files.isReadable(log) && key(log).equals(tail.key())) {
                sightings += again(log, tail, fresh);
            }
        }
        lookback.done(ids);
        return sightings;
    }

    /// The part of a log that was read before these indicators came.
    private int again(Path log, Tail tail, IndicatorSet fresh) throws IOException {
        List<Match> matches = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(new FirstBytes(Files.newInputStream(log), tail.offset()))) {
            scanner(fresh).scan(in, matches::add);
        }
        return report(log, matches, Optional.empty());
    }

    private Scanner scanner(IndicatorSet set) {
        return new Scanner(set, ScanSettings.at(clock.instant()).withZone(config.zone()));
    }

    /// The files that the configuration names, in order.
    private List<Path> logs() throws IOException {
        List<Path> logs = new ArrayList<>();
        for (String name : config.watch()) {
            Path path = Path.of(name).toAbsolutePath();
            Path folder = path.getParent();
            if (Files.isRegularFile(path)) { // a name that is there is meant as it stands, also with a bracket in it
                addTo(logs, path);
                continue;
            }
            if (folder == null || !Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, String.valueOf(path.getFileName()))) {
                for (Path log : found) {
                    addTo(logs, log);
                }
            } catch (PatternSyntaxException wrong) {
                throw new ScoutProblem(
                        "In scout.conf, watch = %s is no file, and no pattern of files: %s. A * stands for any text."
                                .formatted(Console.safe(name), Console.safe(wrong.getDescription())),
                        wrong);
            }
        }
        logs.sort(null);
        return logs;
    }

    private static void addTo(List<Path> logs, Path log) {
        if (Files.isRegularFile(log) && Files.isReadable(log) && !logs.contains(log)) {
            logs.add(log);
        }
    }

    private int follow(Path log, List<Path> logs, IndicatorSet set) throws IOException {
        String key = key(log);
        Optional<Tail> known = tails.find(log.toString());
        int sightings = 0;
        if (known.isPresent() && !known.get().key().equals(key)) {
            sightings += finish(log, known.get(), logs, set);
            known = Optional.empty();
        }
        Tail tail = known.or(() -> moved(key, log)).orElse(Tail.beginning(log.toString(), key));
        long size = Files.size(log);
        if (size < tail.offset() || !tail.continues(log)) {
            tail = Tail.beginning(log.toString(), key); // emptied in place, perhaps filled again meanwhile
        }
        if (log.toString().endsWith(".gz")) {
            return sightings + whole(log, tail, size, set);
        }
        return sightings + (size > tail.offset() ? read(log, tail, set) : 0);
    }

    /// A file that was followed under another name keeps its place.
    private Optional<Tail> moved(String key, Path log) {
        return tails.all().stream()
                .filter(tail -> tail.key().equals(key))
                .findFirst()
                .map(tail -> tail.known(log.toString()));
    }

    /// Reads the rest of a log that now has another name in its folder, as rotation does it. When that name is followed
    /// too, the place goes on under it.
    private int finish(Path log, Tail tail, List<Path> logs, IndicatorSet set) throws IOException {
        Path folder = log.getParent();
        boolean followed = tails.all().stream()
                .anyMatch(
                        other -> other.key().equals(tail.key()) && !other.path().equals(tail.path()));
        if (folder == null || followed) {
            return 0;
        }
        int sightings = 0;
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder)) {
            for (Path sibling : siblings) {
                if (Files.isRegularFile(sibling) && key(sibling).equals(tail.key()) && tail.continues(sibling)) {
                    sightings += Files.size(sibling) > tail.offset() ? read(sibling, tail, set) : 0;
                    if (logs.contains(sibling)) {
                        tails.put(tails.find(tail.path()).orElse(tail).known(sibling.toString()));
                    }
                }
            }
        }
        return sightings;
    }

    private int whole(Path log, Tail tail, long size, IndicatorSet set) throws IOException {
        if (tail.offset() == size) {
            return 0;
        }
        List<Match> matches = new ArrayList<>();
        try (InputStream in = Files.newInputStream(log)) {
            scanner(set).scan(in, matches::add);
        }
        Tail end = new Tail(tail.path(), tail.key(), size, 1, "");
        int sightings = report(log, matches, Optional.of(end));
        tails.put(end);
        return sightings;
    }

    /// Reads whole lines from a place to the end. `tail.path()` stays the name under which the log is known.
    private int read(Path log, Tail from, IndicatorSet set) throws IOException {
        int sightings = 0;
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            byte[] head = Channels.newInputStream(channel).readNBytes(HEAD);
            Tail tail = from;
            byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, channel.size() - tail.offset()))];
            int filled;
            while ((filled = channel.read(ByteBuffer.wrap(piece), tail.offset())) > 0) {
                int end = filled;
                while (end > 0 && piece[end - 1] != '\n') {
                    end--;
                }
                if (end == 0 && filled < PIECE) {
                    break; // an unfinished line: wait for the rest
                }
                int whole = end == 0 ? ScanSession.partEnd(piece, 0, filled) : end;
                List<Match> matches = new ArrayList<>();
                ScanSession session = scanner(set).session(lines(head), tail.line(), matches::add);
                if (end == 0) {
                    session.takePart(piece, 0, whole); // a line longer than a piece
                } else {
                    session.take(piece, 0, whole);
                }
                tail = tail.at(tail.offset() + whole, session.nextLine(), head);
                sightings += report(log, matches, Optional.of(tail));
                tails.put(tail);
            }
        }
        return sightings;
    }

    /// Without an unfinished last line, which would mislead the format.
    private static byte[] lines(byte[] head) {
        int end = head.length;
        while (end > 0 && head[end - 1] != '\n') {
            end--;
        }
        return end == 0 ? head : Arrays.copyOf(head, end);
    }

    private int report(Path log, List<Match> matches, Optional<Tail> tail) throws IOException {
        if (matches.isEmpty()) {
            return 0;
        }
        String name = tail.map(Tail::path).orElse(log.toString());
        int fresh = spool.put(Sightings.of(matches, name, member, clock.instant()), tail);
        if (fresh > 0) {
            matches.forEach(match -> console.alarm("Match in " + Console.safe(name) + ", line " + match.line() + ": "
                    + Console.shown(match.written()) + " (" + match.indicator().id() + ")"));
        }
        return fresh;
    }

    private static String key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toString() : key.toString();
    }
}
