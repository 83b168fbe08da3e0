/// Rates of the STIX language: reading, validating.
///
/// Read [theriac.bench.stix.ValidationRate] first; [theriac.bench.stix.StreamRate] reads a gigabyte in little memory.
/// Deliberately absent: patterns, which have their own benchmarks.
@NullMarked
package theriac.bench.stix;

import org.jspecify.annotations.NullMarked;
