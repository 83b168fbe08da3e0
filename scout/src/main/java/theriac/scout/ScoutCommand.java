package theriac.scout;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `scout` command: `init`, `sync`, `scan`, `watch`, `report`, `status`, `run`.
///
/// Exit codes: 0 done, 1 something stands in the way (one sentence says what), 2 wrong arguments.
@Command(
        name = "scout",
        description =
                "Recognises in your own logs what your sector knows, and tells it back. Log lines never leave this machine.",
        subcommands = {
            InitCommand.class,
            SyncCommand.class,
            ScanCommand.class,
            WatchCommand.class,
            ReportCommand.class,
            StatusCommand.class,
            RunCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "Theriac scout 0.1.0")
public final class ScoutCommand implements Runnable {

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:THERIAC_SCOUT_HOME:-${sys:user.home}/.theriac-scout}",
            paramLabel = "DIR",
            description = "Folder with scout.conf, the token and the indicator set (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    @Spec
    private CommandSpec spec;

    private final Console console;
    private final Clock clock;

    ScoutCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.spec = CommandSpec.create();
    }

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        boolean colour = System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        Console console = new Console(out, err, colour);
        int code;
        try {
            code = run(console, Clock.systemUTC(), args);
        } catch (OutOfMemoryError full) {
            console.warn(ScoutRun.lastWords(full));
            code = 1;
        }
        out.flush();
        System.exit(code);
    }

    /// Runs one command; what `main` does, without ending the process.
    static int run(Console console, Clock clock, String... args) {
        CommandLine line = new CommandLine(new ScoutCommand(console, clock));
        line.setOut(console.writer()).setErr(console.errors());
        line.setExecutionExceptionHandler((failure, _, _) -> {
            console.warn(Console.safe(sentence(failure)));
            return 1;
        });
        return line.execute(args);
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case ScoutProblem problem -> problem.sentence();
            case HubFailure away -> away.sentence();
            case InterruptedException _ -> "Interrupted.";
            case UncheckedIOException disk -> "A file cannot be read or written: " + disk.getCause();
            case IOException disk -> "A file cannot be read or written: " + disk;
            default ->
                "This is a fault in scout, not in your input: " + failure + " at "
                        + (failure.getStackTrace().length > 0 ? failure.getStackTrace()[0] : "an unknown place");
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.writer());
    }

    Path home() {
        return home.toAbsolutePath().normalize();
    }

    Console console() {
        return console;
    }

    Clock clock() {
        return clock;
    }

    Workplace workplace() {
        return Workplace.open(home(), console, clock);
    }
}
