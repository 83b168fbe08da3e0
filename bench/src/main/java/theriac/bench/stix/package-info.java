/// Rates of the STIX language: reading, validating.
///
/// Read [theriac.bench.stix.ObjectRates] first; [theriac.bench.stix.LongBundle] reads a gigabyte in little memory.
/// Deliberately absent: patterns, which have their own benchmarks.
@NullMarked
package theriac.bench.stix;

import org.jspecify.annotations.NullMarked;
