package theriac.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import theriac.stix.Finding;

/// Scans one log piece by piece, in order: what [Scanner] does for a stream, for those who follow a growing file. Not
/// thread-safe.
public final class ScanSession {

    /// Longest line that is read in its format; a longer one is searched as plain text in pieces.
    static final int LONGEST_LINE = 1 << 20;

    private static final int REGION = 32 * 1024; // its masks stay in the first-level cache

    private final Sieve sieve;
    private final Verdict verdict;
    private final LogReader reader;
    private final LogReader plain;
    private final MatchSink sink;
    private final boolean everyLine;
    private final Map<String, Finding> findings = new TreeMap<>();
    private long line;
    private long bytes;
    private long matches;

    ScanSession(
            IndicatorSet set,
            ScanSettings settings,
            LogReader reader,
            long firstLine,
            MatchSink sink,
            boolean everyLine) {
        this.sieve = new Sieve(set.lookups());
        this.verdict = new Verdict(set, settings.at());
        this.reader = reader;
        this.plain = LogReaders.of(LogFormat.PLAIN, settings.zone());
        this.sink = sink;
        this.everyLine = everyLine;
        this.line = firstLine;
    }

    /// Scans whole lines. The bytes are not kept.
    public void take(byte[] lines, int from, int to) {
        byte[] padded = new byte[to - from + 2 * Sieve.PAD];
        System.arraycopy(lines, from, padded, Sieve.PAD, to - from);
        padded(padded, Sieve.PAD, Sieve.PAD + to - from);
    }

    /// As [#take], of an array with [Sieve#PAD] readable bytes before and after the lines.
    void padded(byte[] buffer, int from, int to) {
        int start = from;
        while (start < to) {
            int end = regionEnd(buffer, start, to);
            region(buffer, start, end, reader);
            start = end;
        }
        bytes += to - from;
    }

    /// Scans a part of a line that is too long to be held, up to [#partEnd]; its line number stays the next one.
    public void takePart(byte[] line, int from, int to) {
        byte[] padded = new byte[to - from + 2 * Sieve.PAD];
        System.arraycopy(line, from, padded, Sieve.PAD, to - from);
        part(padded, Sieve.PAD, Sieve.PAD + to - from, false);
    }

    /// Where a line that is too long may be cut: after its last byte that belongs to no token, so that no value is torn
    /// and none appears that was not there; at the end when the second half is all one token.
    public static int partEnd(byte[] line, int from, int to) {
        int end = to;
        while (end > from + (to - from) / 2 && Masks.isToken(line[end - 1] & 0xff)) {
            end--;
        }
        return end > from + (to - from) / 2 ? end : to;
    }

    /// Scans a part of an over-long line; the parts are cut where no token is.
    void part(byte[] buffer, int from, int to, boolean last) {
        long own = line;
        region(buffer, from, to, plain);
        line = last ? own + 1 : own;
        bytes += to - from;
        note(
                "detect-long-line",
                own,
                "is longer than " + LONGEST_LINE + " bytes; it was searched as plain text in parts");
    }

    private static int regionEnd(byte[] buffer, int start, int to) {
        if (to - start <= REGION) {
            return to;
        }
        int end = start + REGION;
        while (end > start && buffer[end - 1] != '\n') {
            end--;
        }
        if (end > start) {
            return end;
        }
        end = start + REGION;
        while (end < to && buffer[end - 1] != '\n') {
            end++;
        }
        return end;
    }

    private void region(byte[] buffer, int from, int to, LogReader with) {
        int done = from;
        if (everyLine) {
            while (done < to) {
                int end = Lines.end(buffer, done, to);
                exact(buffer, done, end, line++, with);
                done = end + 1;
            }
            line -= to > from && buffer[to - 1] != '\n' ? 1 : 0;
            check(buffer, from, to, Lines.oddities(buffer, from, to));
        } else {
            int counted = from;
            long number = line;
            for (int place : sieve.scan(buffer, from, to, with.format() == LogFormat.JSON)) {
                if (place >= done) {
                    int start = Lines.start(buffer, place, from);
                    int end = Lines.end(buffer, place, to);
                    number += Lines.count(buffer, counted, start);
                    counted = start;
                    exact(buffer, start, end, number, with);
                    done = end + 1;
                }
            }
            line += sieve.feeds();
            check(buffer, from, to, sieve.oddities());
        }
    }

    private void exact(byte[] buffer, int from, int to, long number, LogReader with) {
        int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        String text = new String(buffer, from, end - from, StandardCharsets.UTF_8);
        for (Match match : verdict.of(with.read(text), number)) {
            matches++;
            sink.match(match);
        }
    }

    /// Findings about the bytes themselves, each kind once per log.
    private void check(byte[] buffer, int from, int to, int seen) {
        if ((seen & Lines.HAS_NUL) != 0) {
            note(
                    "detect-nul",
                    0,
                    "holds NUL bytes: perhaps UTF-16, perhaps a hole in the file; they were read as separators");
        }
        if ((seen & Lines.HAS_HIGH) != 0
                && !findings.containsKey("detect-not-utf-8")
                && !Lines.isUtf8(buffer, from, to)) {
            note(
                    "detect-not-utf-8",
                    0,
                    "holds bytes that are not UTF-8; names with letters beyond ASCII may be misread there");
        }
    }

    private void note(String rule, long number, String what) {
        String pointer = number == 0 ? "" : "/line/" + number;
        String subject = number == 0 ? "The log " : "Line " + number + " ";
        findings.putIfAbsent(rule, Finding.warning(rule, pointer, subject + what + "."));
    }

    void cut(String what) {
        findings.putIfAbsent("detect-cut-short", Finding.error("detect-cut-short", "/line/" + line, what));
    }

    /// The number of the line that comes next.
    public long nextLine() {
        return line;
    }

    public LogFormat format() {
        return reader.format();
    }

    ScanReport report(long lines) {
        return new ScanReport(reader.format(), lines, bytes, matches, found());
    }

    /// What was wrong with the input so far.
    public List<Finding> found() {
        return new ArrayList<>(findings.values());
    }
}
