/// STIX patterns (STIX 2.1 §9): parse, print, check, compare, and match against observed data.
///
/// Read {@link theriac.stix.pattern.Pattern} first: `Pattern.parse(text)` is the only way in for text, the
/// records under {@link theriac.stix.pattern.ObservationExpression} and {@link
/// theriac.stix.pattern.ComparisonExpression} are the tree.
///
/// Deliberately absent: any look at a store (references are followed inside one observation only, §9.7.4),
/// other pattern languages (Sigma, YARA, Snort), and a generated grammar: the parser is written by hand
/// because it is the hot path of every indicator that comes in.
@NullMarked
package theriac.stix.pattern;

import org.jspecify.annotations.NullMarked;
