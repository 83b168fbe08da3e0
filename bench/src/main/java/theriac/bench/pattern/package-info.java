/// Speed of the pattern language and of values: parsing, matching one pattern, matching thousands at once, finding
/// values in text.
///
/// Read [theriac.bench.pattern.PatternRates] first. Deliberately absent: peers, whose figures were taken on another
/// machine.
@NullMarked
package theriac.bench.pattern;

import org.jspecify.annotations.NullMarked;
