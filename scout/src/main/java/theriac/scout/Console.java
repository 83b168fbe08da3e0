package theriac.scout;

import java.io.PrintWriter;
import theriac.stix.value.Defang;

/// Where sentences go. Everything from outside passes [#safe] on its way: a log line must not be able to speak to the
/// terminal. Safe between threads.
final class Console {

    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";
    private static final int LONGEST = 160;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colour;

    Console(PrintWriter out, PrintWriter err, boolean colour) {
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    PrintWriter writer() {
        return out;
    }

    PrintWriter errors() {
        return err;
    }

    synchronized void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    synchronized void warn(String sentence) {
        err.println(colour ? YELLOW + sentence + PLAIN : sentence);
        err.flush();
    }

    synchronized void alarm(String sentence) {
        out.println(colour ? BOLD_RED + sentence + PLAIN : sentence);
        out.flush();
    }

    /// Hostile text made harmless: defanged, without control, formatting and bidirectional characters, not too long.
    static String shown(String hostile) {
        return safe(Defang.defang(hostile.length() > LONGEST ? hostile.substring(0, LONGEST) + "…" : hostile));
    }

    /// Control, formatting and private characters as `\\u{…}`.
    static String safe(String hostile) {
        StringBuilder safe = new StringBuilder(hostile.length());
        hostile.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED ->
                    safe.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
