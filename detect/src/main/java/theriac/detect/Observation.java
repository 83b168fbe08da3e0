package theriac.detect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One log record, read in its format.
///
/// @param time when it happened, as far as the record says so
/// @param fields in the order of the record
record Observation(Optional<Instant> time, List<Field> fields) {}
