package theriac.detect;

import java.time.Instant;
import java.util.Optional;

/// A log record showed a value that an indicator watches for.
///
/// @param indicator the indicator
/// @param watched its value
/// @param seen what the record shows, in normal form: the watched value, a sub-domain of it, or an address in its
/// network
/// @param written the same as the record has it; hostile text
/// @param field the field that showed it, "" for a line without fields
/// @param line physical line, counted from 1
/// @param time when the record says it happened
public record Match(
        Held indicator,
        Watched watched,
        Watched seen,
        String written,
        String field,
        long line,
        Optional<Instant> time) {}
