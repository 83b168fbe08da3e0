package theriac.stix.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.Function;

/// Answers a batch of cases: one line for each line, in order, also for empty and for broken ones. One use, one thread.
///
/// Lines are cut at line feeds only (white space before one belongs to JSON), a mark at the start and a missing last
/// line end are fine. A line beyond the limit is not held. Answers go out whenever the next line is waited for, so
/// that a program may ask and listen in turns.
final class Batch {

    private final InputStream in;
    private final PrintStream out;
    private final byte[] block = new byte[1 << 16];
    private byte[] line = new byte[1 << 12];
    private int length;

    Batch(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /// False when the answers could not be written: nobody listens any more.
    boolean run(Function<byte[], String> answer) throws IOException {
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            int start = 0;
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    take(start, i);
                    reply(answer);
                    start = i + 1;
                }
            }
            take(start, read);
            if (out.checkError()) { // sends what was said, too
                return false;
            }
        }
        if (length > 0) {
            reply(answer);
        }
        return !out.checkError();
    }

    /// Adds to the line, up to one byte more than is read: enough to be refused as too large.
    private void take(int from, int to) {
        int more = Math.min(to - from, Cases.LIMITS.objectBytes() + 1 - length);
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, (int)
                    Math.min(2L * line.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(block, from, line, length, more);
        length += more;
    }

    private void reply(Function<byte[], String> answer) {
        byte[] one = Arrays.copyOf(line, length);
        length = 0;
        try {
            out.println(answer.apply(one));
        } catch (OutOfMemoryError tooMuch) { // one huge case must not take the others with it
            out.println(Cases.line(Cases.error("The case needs more memory than the program was given (-Xmx).")));
        }
    }
}
