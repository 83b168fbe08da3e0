package theriac.detect;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// How to scan.
///
/// @param at the moment at which indicators must still count
/// @param zone the zone of times that name none
/// @param format how to read the lines; empty lets the first lines decide
public record ScanSettings(Instant at, ZoneId zone, Optional<LogFormat> format) {

    /// UTC, format by the first lines.
    public static ScanSettings at(Instant moment) {
        return new ScanSettings(moment, ZoneOffset.UTC, Optional.empty());
    }

    public ScanSettings withZone(ZoneId other) {
        return new ScanSettings(at, other, format);
    }

    public ScanSettings withFormat(LogFormat chosen) {
        return new ScanSettings(at, zone, Optional.of(chosen));
    }
}
