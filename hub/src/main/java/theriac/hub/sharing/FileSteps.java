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
import theriac.hub.policy.Viewer;

/// How the states of a list that an organisation was given differ, for controls that change what they have
/// instead of loading everything: what has come and gone since the state with a tag. Kept in memory, as long as
/// it is worth less than the list; a control whose state is not known any more loads the whole. Thread-safe.
public final class FileSteps {

    private static final int MOST_FILES = 1_000;

    /// Of one file, in all steps together.
    private static final int MOST_LINES = 50_000;

    private final Map<Place, Steps> files = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Steps> eldest) {
            return size() > MOST_FILES;
        }
    };

    private record Place(long organization, String address) {}

    private record Step(String from, Lines.Difference difference) {}

    private static final class Steps {
        private Rendering last;
        private int lines;
        private final Deque<Step> steps = new ArrayDeque<>();

        Steps(Rendering first) {
            last = first;
        }

        void add(Rendering now) {
            if (now.etag().equals(last.etag())) {
                return;
            }
            var difference = Lines.difference(last.bytes(), now.bytes());
            steps.addLast(new Step(last.etag(), difference));
            lines += difference.size();
            last = now;
            while (lines > MOST_LINES && !steps.isEmpty()) {
                lines -= steps.removeFirst().difference().size();
            }
        }

        Optional<List<Lines.Difference>> since(String etag) {
            if (etag.equals(last.etag())) {
                return Optional.of(List.of());
            }
            // The newest of them, when a list was the same twice.
            var ways = steps.stream().toList();
            for (int n = ways.size() - 1; n >= 0; n--) {
                if (ways.get(n).from().equals(etag)) {
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
    /// @param address below which the list is asked for
    /// @param now with lines as [Lines#of] gives them
    synchronized void given(Viewer.Party recipient, String address, Rendering now) {
        files.computeIfAbsent(new Place(recipient.organization(), address), place -> new Steps(now))
                .add(now);
    }

    /// What has come (`+`) and gone (`-`) since the state with a tag, a line each, in the order of the texts.
    ///
    /// @param etag with its quotation marks
    /// @return empty when that state is not known any more
    Optional<byte[]> since(Viewer.Party recipient, String address, String etag) {
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
