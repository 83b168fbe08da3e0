package theriac.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How and when a source is asked, and how that went.
///
/// @param source internal key
/// @param way `http`, `taxii`, `misp-feed`, `misp-server`, `csaf` or `folder`
/// @param every how often; empty: when a person asks
/// @param nextRun empty: not by itself
/// @param running whether a hub is at it
/// @param lastSuccess when it was last asked well, whether there was news or not
/// @param problem the sentence of the last failure; empty when the last run went well
/// @param problemCode what kind of failure it was; empty when none is known
/// @param failures in a row
public record Plan(
        long source,
        String way,
        Optional<Duration> every,
        Optional<Instant> nextRun,
        boolean running,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        Optional<String> problem,
        Optional<String> problemCode,
        int failures) {}
