/// How rates are measured on one thread: JMH, with the share of the processor that the measured program got.
///
/// Read [theriac.bench.rate.Rates] first.
@NullMarked
package theriac.bench.rate;

import org.jspecify.annotations.NullMarked;
