package theriac.hub.app;

import java.util.Arrays;
import java.util.List;
import theriac.hub.core.Problem;
import theriac.hub.db.DatabaseCannotStart;

/// The hub's front door: `start`, `demo`, `backup`, `restore`. What a person did wrong is one sentence on the error
/// stream and
/// exit code 2; a bug is a stack trace and exit code 1.
public final class Main {

    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        var command = arguments.isEmpty() ? "start" : arguments.getFirst();
        var rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        try {
            return switch (command) {
                case "start" -> new StartCommand(System.getenv(), System.out).run(rest);
                case "backup" -> new BackupCommand(System.getenv(), System.out).run(rest);
                case "restore" -> new RestoreCommand(System.getenv(), System.out).run(rest);
                default ->
                    throw Problem.badRequest("There is no command \"%s\"; there are start, demo, backup and restore."
                            .formatted(command));
            };
        } catch (Problem | DatabaseCannotStart said) {
            System.err.println("theriac: " + said.getMessage());
            return WRONG_USE;
        } catch (Exception bug) {
            System.err.println(
                    "theriac: the hub stopped because of a mistake in the program. Please report what follows.");
            bug.printStackTrace();
            return 1;
        }
    }
}
