/// The loop from end to end: a feed comes in, members fetch it, their logs are matched, and a warning is recognised
/// everywhere.
@NullMarked
package theriac.bench.loop;

import org.jspecify.annotations.NullMarked;
