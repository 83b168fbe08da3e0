/// Matching speed and correctness on a generated log whose hits and traps are known. Read
/// [theriac.bench.detect.ScanBench] first. No JMH: a scan of many megabytes is its own warm-up.
@NullMarked
package theriac.bench.detect;

import org.jspecify.annotations.NullMarked;
