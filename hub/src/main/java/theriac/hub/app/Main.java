package theriac.hub.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import theriac.hub.app.demo.DemoCommand;
import theriac.hub.core.Problem;
import theriac.hub.core.Suggestion;
import theriac.hub.db.DatabaseCannotStart;

/// The hub's front door: `start`, `demo`, `backup`, `restore`, `audit`, `vault`. What a person did wrong is one
/// sentence
/// on the error stream and exit code 2; a bug is a stack trace and exit code 1.
public final class Main {

    private static final int WRONG_USE = 2;
    private static final List<String> COMMANDS = List.of("start", "demo", "backup", "restore", "audit", "vault");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        var command = arguments.isEmpty() ? "start" : arguments.getFirst();
        var rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var environment = System.getenv();
        try {
            return switch (command) {
                case "start" -> new StartCommand(environment, out).run(rest);
                case "demo" ->
                    new DemoCommand(environment, out, Path.of(System.getProperty("theriac.root", ""))).run(rest);
                case "backup" -> new BackupCommand(environment, out).run(rest);
                case "restore" -> new RestoreCommand(environment, out).run(rest);
                case "vault" -> new VaultCommand(environment, out).run(rest);
                case "audit" -> new AuditCommand(environment, out).run(rest);
                default ->
                    throw Problem.badRequest("There is no command \"%s\"; there are %s.%s"
                            .formatted(command, String.join(", ", COMMANDS), Suggestion.among(COMMANDS, command)));
            };
        } catch (Problem | DatabaseCannotStart said) {
            System.err.println("theriac: " + said.getMessage());
            return WRONG_USE;
        } catch (Exception bug) {
            System.err.println(
                    "theriac: the hub stopped because of a mistake in the program. Please report what follows.");
            bug.printStackTrace();
            return 1;
        } finally {
            out.flush();
        }
    }
}
