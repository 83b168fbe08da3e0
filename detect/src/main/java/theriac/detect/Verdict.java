package theriac.detect;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The exact stage: which indicators of a set a record really matches. Safe between threads.
final class Verdict {

    private final IndicatorSet set;
    private final Instant at;

    /// @param at the moment at which indicators must still count
    Verdict(IndicatorSet set, Instant at) {
        this.set = set;
        this.at = at;
    }

    /// Each indicator value once per record.
    List<Match> of(Observation observation, long line) {
        Map<String, Match> matches = new LinkedHashMap<>();
        for (Seen seen : Extraction.of(observation)) {
            Watched value = seen.value();
            watch(value, seen, observation, line, matches);
            switch (value.kind()) {
                case DOMAIN, EMAIL -> parents(seen, observation, line, matches);
                case IPV4 -> {
                    int address = (int) Addresses.ipv4(value.text());
                    networks(set.lookups().networks().around(address), seen, observation, line, matches);
                }
                case IPV6 ->
                    Addresses.ipv6(value.text())
                            .ifPresent(address -> networks(
                                    set.lookups().networks().around(address), seen, observation, line, matches));
                case URL, NETWORK, HASH, ENDPOINT -> {}
            }
        }
        return List.copyOf(matches.values());
    }

    /// The parents of a name down to two labels; of an e-mail address its host and that host's parents.
    private void parents(Seen seen, Observation observation, long line, Map<String, Match> matches) {
        String name = seen.value().text();
        if (seen.value().kind() == WatchKind.EMAIL) {
            name = name.substring(name.lastIndexOf('@') + 1);
            watch(new Watched(WatchKind.DOMAIN, name), seen, observation, line, matches);
        }
        int dot = name.indexOf('.');
        while (dot >= 0 && name.indexOf('.', dot + 1) >= 0) {
            name = name.substring(dot + 1);
            watch(new Watched(WatchKind.DOMAIN, name), seen, observation, line, matches);
            dot = name.indexOf('.');
        }
    }

    private void networks(
            List<String> texts, Seen seen, Observation observation, long line, Map<String, Match> matches) {
        texts.forEach(text -> watch(new Watched(WatchKind.NETWORK, text), seen, observation, line, matches));
    }

    private void watch(Watched value, Seen seen, Observation observation, long line, Map<String, Match> matches) {
        for (Held held : set.watching(value)) {
            if (held.countsAt(at)) {
                matches.putIfAbsent(
                        held.id() + " " + value.text(),
                        new Match(held, value, seen.value(), seen.written(), seen.field(), line, observation.time()));
            }
        }
    }
}
