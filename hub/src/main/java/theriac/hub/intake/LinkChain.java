package theriac.hub.intake;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;

/// Follows one link from answer to answer, each a question of its own through the one door to others'
/// servers: no cookies, no scripts, nothing that belongs to a page is fetched, and an address inside is
/// refused at each hop. Thread-safe.
final class LinkChain {

    private static final int MOST_HOPS = 10;
    private static final long LARGEST = 5L << 20;
    private static final int RATIO = 50;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            LARGEST,
            RATIO,
            0);

    private final Fetcher fetcher;
    private final AddressRules rules;
    private final String agent;

    /// @param agent what the hub says it is
    LinkChain(Fetcher fetcher, AddressRules rules, String agent) {
        this.fetcher = fetcher;
        this.rules = rules;
        this.agent = agent;
    }

    /// Where a link led.
    ///
    /// @param outcome as of [LinkVisit]
    /// @param page the last answer's body; null: none was read to its end
    @SuppressWarnings("ArrayRecordComponent")
    record Followed(List<LinkVisit.Hop> hops, String outcome, byte @Nullable [] page) {}

    /// @param step runs before each question
    Followed follow(URI link, Runnable step) {
        var hops = new ArrayList<LinkVisit.Hop>();
        var seen = new HashSet<URI>();
        var here = link;
        while (hops.size() < MOST_HOPS) {
            if (!seen.add(here)) {
                return new Followed(hops, "loop", null);
            }
            step.run();
            try (var answer = fetcher.ask(question(here))) {
                hops.add(new LinkVisit.Hop(here.toString(), answer.status()));
                if (!REDIRECTS.contains(answer.status())) {
                    return new Followed(hops, "page", answer.body().readAllBytes());
                }
                var next = next(here, answer);
                if (next == null) {
                    return new Followed(hops, "no-web", null);
                }
                here = next;
            } catch (FetchFailure failure) {
                if (hops.isEmpty() || !hops.getLast().address().equals(here.toString())) {
                    hops.add(new LinkVisit.Hop(here.toString(), 0));
                }
                return new Followed(hops, outcome(failure), null);
            } catch (IOException broken) {
                return new Followed(hops, "broken", null);
            }
        }
        return new Followed(hops, "too-many", null);
    }

    private FetchRequest question(URI here) {
        return FetchRequest.of(here, rules, LIMITS).with(Map.of("User-Agent", agent, "Accept", "text/html,*/*"));
    }

    /// The next address of the web; null: it leads elsewhere, as to a program on a telephone.
    private static @Nullable URI next(URI here, Fetched answer) {
        try {
            var next = here.resolve(answer.header("Location").orElse("").strip());
            var scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && answer.header("Location").isPresent() ? next : null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static String outcome(FetchFailure failure) {
        return switch (failure.kind()) {
            case REFUSED_ADDRESS -> "refused";
            case UNKNOWN_HOST -> "unknown-host";
            case UNREACHABLE -> "unreachable";
            case UNTRUSTED -> "untrusted";
            case TIMEOUT -> "slow";
            case TOO_LARGE -> "too-large";
            case STATUS -> "busy";
            case REDIRECT, BROKEN -> "broken";
        };
    }
}
