package theriac.hub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One arrival from a source: a file, an answer, a mail. Its raw bytes stay replayable.
///
/// @param key internal
/// @param id as shown outside
/// @param source internal key
/// @param sourceName its name
/// @param name file name or address, for people
/// @param finishedAt empty while it runs
/// @param state `running`, `done`, `failed` or `interrupted`: nothing was heard of it for [#SILENCE] although it never
///     ended, as when the hub was killed
/// @param problem the sentence, when it failed or was interrupted
/// @param problemCode what kind of failure it was, such as `fetch.timeout`; empty when none is known
/// @param bytes received so far
public record Delivery(
        long key,
        UUID id,
        long source,
        String sourceName,
        String name,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String state,
        Optional<String> problem,
        Optional<String> problemCode,
        long bytes,
        DeliveryCounts counts) {

    /// How long a running delivery may be silent.
    public static final Duration SILENCE = Duration.ofSeconds(60);
}
