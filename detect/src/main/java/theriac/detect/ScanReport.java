package theriac.detect;

import java.util.List;
import theriac.stix.Finding;

/// What a scan read.
///
/// @param format how the lines were read
/// @param lines physical lines, the last one counted even without its line feed
/// @param bytes after decompression
/// @param matches how many were given to the sink
/// @param findings what was wrong with the input; the pointer holds `/line/N`, N counted from 1, where a line is meant
public record ScanReport(LogFormat format, long lines, long bytes, long matches, List<Finding> findings) {}
