package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;

/// How the states of a list that an organisation was given differ, for controls that change what they have
/// instead of loading everything: what has come and gone since the state with a tag. Kept in memory, as long as
/// it is worth less than the list; a control whose state is not known any more loads the whole. Thread-safe.
public final class FileSteps {

    /// Of all files together: a hundred lists of a million must not fill the memory.
    private static final long MOST_BYTES = 64L << 20;

    /// Of one file, in all steps together.
    private static final int MOST_LINES = 50_000;

    private static final int BYTES_OF_A_LINE = 100;

    private final Map<Place, Steps> files = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    public FileSteps() {
        this(MOST_BYTES);
    }

    /// @param mostBytes of all files together; the last one is kept whatever its size
    FileSteps(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    private record Place(long organization, String address) {}

    /// @param head of the ledger when the state that it leads from was given first
    private record Step(String from, long head, Lines.Difference difference) {}

    private static final class Steps {
        private String etag = "";
        private long head;
        private byte[] last = new byte[0];
        private int lines;
        private final Deque<Step> steps = new ArrayDeque<>();

        void add(Rendering given, byte[] now) {
            if (!etag.isEmpty()) {
                var difference = Lines.difference(last, now);
                steps.addLast(new Step(etag, head, difference));
                lines += difference.size();
            }
            etag = given.etag();
            head = given.head();
            last = now;
            while (lines > MOST_LINES && !steps.isEmpty()) {
                lines -= steps.removeFirst().difference().size();
            }
        }

        /// What it costs in memory, about.
        long size() {
            return 100L + last.length + (long) BYTES_OF_A_LINE * lines;
        }

        Optional<Long> head(String known) {
            return known.equals(etag)
                    ? Optional.of(head)
                    : steps.stream()
                            .filter(step -> step.from().equals(known))
                            .map(Step::head)
                            .findFirst();
        }

        Optional<List<Lines.Difference>> since(String known) {
            if (known.equals(etag)) {
                return Optional.of(List.of());
            }
            // The newest of them, when a list was the same twice.
            var ways = steps.stream().toList();
            for (int n = ways.size() - 1; n >= 0; n--) {
                if (ways.get(n).from().equals(known)) {
                    return Optional.of(ways.subList(n, ways.size()).stream()
                            .map(Step::difference)
                            .toList());
                }
            }
            return Optional.empty();
        }
    }

    /// Remembers what is given now.
    ///
    /// @param address below which the file is asked for
    /// @param now whose lines stand alone, in any order
    void given(Viewer.Party recipient, String address, Rendering now) {
        var place = new Place(recipient.organization(), address);
        if (isNews(place, now)) {
            keep(place, now, Lines.inOrder(now.bytes()));
        }
    }

    private synchronized boolean isNews(Place place, Rendering now) {
        var known = files.get(place);
        return known == null || !known.etag.equals(now.etag());
    }

    private synchronized void keep(Place place, Rendering now, byte[] lines) {
        var steps = files.computeIfAbsent(place, _ -> new Steps());
        if (steps.etag.equals(now.etag())) {
            return;
        }
        long before = steps.etag.isEmpty() ? 0 : steps.size();
        steps.add(now, lines);
        bytes += steps.size() - before;
        var oldest = files.entrySet().iterator();
        while (bytes > mostBytes && files.size() > 1) {
            bytes -= oldest.next().getValue().size();
            oldest.remove();
        }
    }

    /// What has changed since the state with a tag, as [#since] tells it.
    ///
    /// @param tag with or without its quotation marks
    /// @throws Problem when that state is not known any more
    byte[] load(Viewer.Party recipient, String address, String tag, Rendering now) {
        var etag = etag(tag);
        return since(recipient, address, etag)
                .orElseThrow(() -> Problem.conflict(
                        "The hub does not know any more what changed since %s: load the whole list, and go on from %s."
                                .formatted(etag, now.etag())));
    }

    /// Where the ledger was when the state with a tag was given first; empty when that is not known any more.
    ///
    /// @param tag with or without its quotation marks
    synchronized Optional<Long> head(Viewer.Party recipient, String address, String tag) {
        return Optional.ofNullable(files.get(new Place(recipient.organization(), address)))
                .flatMap(known -> known.head(etag(tag)));
    }

    private static String etag(String tag) {
        return tag.startsWith("\"") ? tag : "\"" + tag + "\"";
    }

    /// What has come (`+`) and gone (`-`) since the state with a tag, a line each, in the order of the texts.
    ///
    /// @param etag with its quotation marks
    /// @return empty when that state is not known any more
    private Optional<byte[]> since(Viewer.Party recipient, String address, String etag) {
        Optional<List<Lines.Difference>> steps;
        synchronized (this) {
            steps = Optional.ofNullable(files.get(new Place(recipient.organization(), address)))
                    .flatMap(known -> known.since(etag));
        }
        return steps.map(FileSteps::together);
    }

    private static byte[] together(List<Lines.Difference> steps) {
        SortedMap<String, Boolean> net = new TreeMap<>();
        for (var step : steps) {
            // What comes after it has gone, or goes after it has come, is as it was.
            step.gone().forEach(line -> merge(net, line, false));
            step.came().forEach(line -> merge(net, line, true));
        }
        var text = new StringBuilder();
        net.forEach((line, came) -> text.append(came ? '+' : '-').append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void merge(Map<String, Boolean> net, String line, boolean came) {
        if (net.containsKey(line)) {
            net.remove(line);
        } else {
            net.put(line, came);
        }
    }
}
