package theriac.hub.scan;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.Problem;

/// What the operator's virus scanner says of a file. Only its plain word that nothing was found counts as
/// clean; whatever else happens the file is not taken to be. Off unless the setting `virus-scanner` names a
/// clamd. Thread-safe.
public final class VirusScan {

    private static final Logger LOG = LoggerFactory.getLogger(VirusScan.class);

    /// For one file: the largest that clamd takes are unpacked and searched in less.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int LONGEST_NAME = 100;
    private static final Pattern FOUND = Pattern.compile("stream: (.{1,1000}) FOUND", Pattern.DOTALL);
    private static final Pattern ERROR = Pattern.compile("(.{1,1000}) ERROR", Pattern.DOTALL);

    private final Optional<Clamd> clamd;

    private VirusScan(Optional<Clamd> clamd) {
        this.clamd = clamd;
    }

    /// No scanner: everything passes.
    public static VirusScan off() {
        return new VirusScan(Optional.empty());
    }

    /// @param at where clamd listens; empty: no scanner
    public static VirusScan by(Optional<SocketAddress> at) {
        return at.map(address -> by(address, PATIENCE)).orElseGet(VirusScan::off);
    }

    static VirusScan by(SocketAddress at, Duration patience) {
        return new VirusScan(Optional.of(new Clamd(at, patience)));
    }

    /// What is known of a file.
    public sealed interface Verdict {

        /// Nothing was found in it.
        record Clean() implements Verdict {}

        /// @param name of what was found, in the scanner's words; safe to show
        record Infected(String name) implements Verdict {}

        /// The scanner did not look at all of it.
        ///
        /// @param why in the scanner's words, such as that it is too large; safe to show
        record Unread(String why) implements Verdict {}

        /// There is no scanner.
        record Off() implements Verdict {}
    }

    /// Whether there is a scanner.
    public boolean on() {
        return clamd.isPresent();
    }

    /// Has a file looked at, to its end.
    ///
    /// @throws ScannerUnreachable when nothing is known of it
    /// @throws java.io.UncheckedIOException when it cannot be read
    public Verdict look(InputStream file) throws ScannerUnreachable {
        if (clamd.isEmpty()) {
            return new Verdict.Off();
        }
        var answer = clamd.get().ask(file);
        var line = answer.line().replaceAll("[\\x00\\n]\\z", "");
        if (answer.whole() && line.equals("stream: OK")) {
            return new Verdict.Clean();
        }
        var found = FOUND.matcher(line);
        if (found.matches()) {
            return new Verdict.Infected(shown(found.group(1)));
        }
        var error = ERROR.matcher(line);
        if (error.matches()) {
            return new Verdict.Unread(shown(error.group(1)));
        }
        throw new ScannerUnreachable(
                "The virus scanner did not say what it found, but \"%s\".".formatted(shown(line)), true);
    }

    /// Lets a file pass in which nothing was found, and every file when there is no scanner.
    ///
    /// @throws Problem when something was found, it was not looked at to its end, or the scanner cannot be reached
    public void admit(InputStream file) {
        try {
            switch (look(file)) {
                case Verdict.Clean clean -> LOG.debug("Nothing was found in a file.");
                case Verdict.Off off -> {}
                case Verdict.Infected(var name) -> {
                    LOG.warn("A file was refused: the virus scanner found {} in it.", name);
                    throw Problem.of(
                            Problem.Code.UNPROCESSABLE,
                            "The virus scanner found %s in this file: it was not taken in and nothing of it was kept."
                                    .formatted(name));
                }
                case Verdict.Unread(var why) -> {
                    LOG.warn("A file was refused: the virus scanner did not look at all of it ({}).", why);
                    throw Problem.of(
                            Problem.Code.UNPROCESSABLE,
                            "The virus scanner did not look at all of this file (%s), and nothing of it was kept: send a smaller one, or ask your operator to let the scanner read more."
                                    .formatted(why));
                }
            }
        } catch (ScannerUnreachable away) {
            LOG.warn("A file was refused: {}", away.getMessage());
            throw Problem.unavailable(
                    "The virus scanner cannot be asked at the moment, and no file is taken in before. Nothing of this one was kept: try again in a few minutes, and tell your operator if it goes on.",
                    AGAIN);
        }
    }

    /// See [#admit(InputStream)].
    public void admit(byte[] file) {
        admit(new ByteArrayInputStream(file));
    }

    /// What others wrote, on one line without anything that moves or hides text.
    private static String shown(String text) {
        var plain = text.replaceAll("[^\\x21-\\x7e]+", " ").strip();
        var kept = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
        return kept.isEmpty() ? "?" : kept;
    }
}
