package theriac.detect;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Finds the lines of a log that show a watched value. Immutable and safe between threads; each scan has its own state.
///
/// Nothing in a log stops a scan: NUL bytes, text that is not UTF-8, lines of any length and a gzip stream that
/// ends too early become findings, and what could be read is matched.
public final class Scanner {

    private static final int BUFFER = 256 * 1024;
    private static final int HEAD = 64 * 1024;
    private static final int GZIP_MAGIC = 0x8b1f;

    private final IndicatorSet set;
    private final ScanSettings settings;
    private final boolean everyLine;

    public Scanner(IndicatorSet set, ScanSettings settings) {
        this(set, settings, false);
    }

    private Scanner(IndicatorSet set, ScanSettings settings, boolean everyLine) {
        this.set = set;
        this.settings = settings;
        this.everyLine = everyLine;
    }

    /// A scanner without the first stage: every line is read exactly. Slow; the measure for the fast one in tests.
    static Scanner naive(IndicatorSet set, ScanSettings settings) {
        return new Scanner(set, settings, true);
    }

    /// Starts a session over lines that the caller cuts out itself.
    ///
    /// @param head the first bytes of the log, which tell its format
    /// @param firstLine the number of the first line that the session will be given
    public ScanSession session(byte[] head, long firstLine, MatchSink sink) {
        String text = new String(head, StandardCharsets.UTF_8);
        LogReader reader = settings.format()
                .map(format -> LogReaders.of(format, settings.zone()))
                .orElseGet(() -> LogReaders.detect(text, settings.zone()));
        if (settings.format().isPresent()) {
            text.lines().limit(20).forEach(reader::heading);
        }
        return new ScanSession(set, settings, reader, firstLine, sink, everyLine);
    }

    /// Scans a log to its end, unpacking gzip when it is that. The stream is not closed.
    ///
    /// @throws IOException when the stream fails in another way than by ending too early
    public ScanReport scan(InputStream log, MatchSink sink) throws IOException {
        return new Pass(log, sink).run();
    }

    private static InputStream unpacked(InputStream log) throws IOException {
        InputStream in = log.markSupported() ? log : new BufferedInputStream(log, 8192);
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, 64 * 1024) : in;
    }

    /// One reading of one stream: a buffer with whole lines at its front and the beginning of the next one behind them.
    private final class Pass {
        private final InputStream log;
        private final MatchSink sink;
        private byte[] buffer = new byte[BUFFER + 2 * Sieve.PAD];
        private int filled = Sieve.PAD;
        private boolean ended;
        private boolean inLongLine;
        private String cut = "";

        Pass(InputStream log, MatchSink sink) throws IOException {
            this.sink = sink;
            InputStream in;
            try {
                in = unpacked(log);
            } catch (EOFException | ZipException broken) {
                in = InputStream.nullInputStream();
                cut = "The gzip stream is broken from its first bytes; nothing could be read.";
            }
            this.log = in;
        }

        ScanReport run() throws IOException {
            fill();
            byte[] head = Arrays.copyOfRange(buffer, Sieve.PAD, Math.min(filled, Sieve.PAD + HEAD));
            ScanSession session = session(head, 1, sink);
            if (hasMark(head)) {
                keep(Sieve.PAD + 3);
            }
            int start = Sieve.PAD;
            boolean openLine = false;
            while (filled > start || !ended) {
                int end = ended ? filled : lastLineEnd(start);
                openLine = end > start ? buffer[end - 1] != '\n' : openLine;
                hand(session, start, end);
                keep(end > start ? end : start);
                fill();
            }
            if (!cut.isEmpty()) {
                session.cut(cut);
            }
            return session.report(session.nextLine() - (openLine ? 0 : 1));
        }

        private void hand(ScanSession session, int start, int end) {
            if (end == start) {
                if (filled - start >= ScanSession.LONGEST_LINE) {
                    longLine(session, start);
                }
                return;
            }
            int from = start;
            if (inLongLine) {
                from = Math.min(end, Lines.end(buffer, start, end) + 1);
                session.part(buffer, start, from, from > start && buffer[from - 1] == '\n');
                inLongLine = false;
            }
            session.padded(buffer, from, end);
        }

        /// Hands on the first part of a line that does not fit: up to its last byte that is no token byte.
        private void longLine(ScanSession session, int start) {
            int end = filled;
            while (end > start + ScanSession.LONGEST_LINE / 2 && Masks.isToken(buffer[end - 1] & 0xff)) {
                end--;
            }
            session.part(buffer, start, end, false);
            inLongLine = true;
            keep(end);
        }

        /// Moves what is left to the front.
        private void keep(int from) {
            if (from > Sieve.PAD && from <= filled) {
                System.arraycopy(buffer, from, buffer, Sieve.PAD, filled - from);
                filled = Sieve.PAD + filled - from;
            }
        }

        private void fill() throws IOException {
            if (filled > buffer.length / 2 && buffer.length < 2 * ScanSession.LONGEST_LINE) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            try {
                while (!ended && filled < buffer.length - Sieve.PAD) {
                    int read = log.read(buffer, filled, buffer.length - Sieve.PAD - filled);
                    ended = read < 0;
                    filled += Math.max(0, read);
                }
            } catch (EOFException | ZipException broken) {
                ended = true;
                cut = "The gzip stream ends too early or is damaged; what stands before was searched.";
            }
        }

        private int lastLineEnd(int start) {
            int end = filled;
            while (end > start && buffer[end - 1] != '\n') {
                end--;
            }
            return end;
        }

        private boolean hasMark(byte[] head) {
            return head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
        }
    }
}
