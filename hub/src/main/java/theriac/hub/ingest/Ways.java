package theriac.hub.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;

/// Every way of asking a source, by its name; whatever goes wrong on it becomes a failed delivery with a sentence.
final class Ways {

    private static final Logger LOG = LoggerFactory.getLogger(Ways.class);

    private final Map<String, Way> ways;
    private final Ingest ingest;

    Ways(Map<String, Way> ways, Ingest ingest) {
        this.ways = Map.copyOf(ways);
        this.ingest = ingest;
    }

    Set<String> names() {
        return ways.keySet();
    }

    Outcome ask(Source source, String name) {
        return ask(source, name, Optional.empty());
    }

    /// @param document the only one that is asked for; empty: all that is new
    Outcome ask(Source source, String name, Optional<String> document) {
        var way = ways.get(name);
        if (way == null) {
            return failed(
                    source,
                    Duration.ZERO,
                    "fetch.setting",
                    "This hub knows no way \"%s\" of asking a source.".formatted(name));
        }
        try {
            return document.isEmpty() ? way.ask(source) : way.ask(source, document.get());
        } catch (FetchFailure failure) {
            return failed(source, failure.retryAfter().orElse(Duration.ZERO), failure.code(), failure.sentence());
        } catch (Problem problem) {
            return failed(source, Duration.ZERO, "fetch.setting", problem.sentence());
        } catch (IOException broken) {
            LOG.warn("The source {} could not be read", source.id(), broken);
            return failed(
                    source,
                    Duration.ZERO,
                    "fetch.read",
                    "Reading failed: %s. The hub tries again later."
                            .formatted(Shown.clean(String.valueOf(broken.getMessage()), List.of())));
        } catch (DataAccessResourceFailureException outage) {
            throw outage;
        } catch (RuntimeException fault) {
            LOG.error("A mistake in the hub while it asked the source {}", source.id(), fault);
            return failed(
                    source,
                    Duration.ZERO,
                    "fetch.hub",
                    "The hub could not finish asking this source, which is a mistake in the hub. Tell your operator.");
        }
    }

    private Outcome failed(Source source, Duration asked, String code, String sentence) {
        Delivery delivery = ingest.failed(source, name(source), code, sentence);
        return new Outcome.Failed(delivery, asked);
    }

    /// What was asked, for people.
    private static String name(Source source) {
        return source.settings()
                .text("url")
                .flatMap(Ways::shown)
                .or(() -> source.settings().text("folder"))
                .orElse(source.name());
    }

    private static Optional<String> shown(String url) {
        try {
            return Optional.of(Shown.address(Access.address(url)));
        } catch (Problem unusable) {
            return Optional.empty();
        }
    }
}
