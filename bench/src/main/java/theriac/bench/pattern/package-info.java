/// Speed of the pattern language and of values: parsing, matching one pattern, matching thousands at once, finding
/// values
/// in text.
///
/// Read {@link theriac.bench.pattern.PatternBench}. Deliberately absent: JMH, because what is measured runs for
/// milliseconds and the best of several rounds is steady enough; and peers, whose figures were taken on another
/// machine.
@NullMarked
package theriac.bench.pattern;

import org.jspecify.annotations.NullMarked;
