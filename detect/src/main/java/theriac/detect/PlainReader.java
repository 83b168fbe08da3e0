package theriac.detect;

import java.time.ZoneId;
import java.util.List;

/// Any text: the line is one field.
record PlainReader(ZoneId zone) implements LogReader {

    @Override
    public LogFormat format() {
        return LogFormat.PLAIN;
    }

    @Override
    public Observation read(String line) {
        return new Observation(LogTimes.leading(line, zone), List.of(new Field("", line)));
    }
}
