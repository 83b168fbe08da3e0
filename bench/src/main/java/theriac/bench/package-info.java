/// Benchmarks, one command each: `./theriac bench NAME`. Read [theriac.bench.Main] for the list and
/// `bench/README.md` for what was measured, where and how. Figures are stated, never judged: a benchmark fails
/// only when it could not measure.
@NullMarked
package theriac.bench;

import org.jspecify.annotations.NullMarked;
