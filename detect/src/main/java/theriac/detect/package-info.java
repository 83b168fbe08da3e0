/// Indicators to a compiled set; log lines to matches and sightings.
///
/// Read [theriac.detect.IndicatorSet] first, then [theriac.detect.Scanner]. A scan has two stages: `Sieve` looks at raw
/// bytes and may only err on the side of keeping a line, and the slow, exact stage reads a kept line in its format and
/// decides. Deliberately absent: files, sockets, clocks, and every class of the hub; streams and instants are given.
@NullMarked
package theriac.detect;

import org.jspecify.annotations.NullMarked;
