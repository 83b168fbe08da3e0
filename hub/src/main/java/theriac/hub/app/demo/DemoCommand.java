package theriac.hub.app.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import theriac.hub.core.Problem;

/// `./theriac demo`.
public final class DemoCommand {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Path root;

    /// @param root the project's folder: samples, the scout's program
    public DemoCommand(Map<String, String> environment, PrintStream out, Path root) {
        this.environment = environment;
        this.out = out;
        this.root = root;
    }

    /// @throws Problem when it was asked for something that cannot be
    public int run(List<String> arguments) throws IOException, InterruptedException {
        var options = DemoOptions.parse(arguments);
        if (options.help()) {
            out.println(DemoOptions.HELP);
            return 0;
        }
        if (!Files.isDirectory(root.resolve("samples"))) {
            throw Problem.badRequest(
                    "The samples were not found in %s: start the demo with ./theriac demo.".formatted(root));
        }
        var terminal = Terminal.of(out, environment);
        terminal.title("Theriac, the immune system of a sector: the story of one attack");
        var folder = DemoFolder.open(options.folder(), options.fresh());
        terminal.aside("Everything of this demo is in %s; the hub needs a few seconds.".formatted(folder.path()));
        var stopped = new CountDownLatch(1);
        var stage = Stage.open(options, folder, root);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stage.close();
                            stopped.countDown();
                        },
                        "stop"));
        return play(stage, terminal, stopped);
    }

    private int play(Stage stage, Terminal terminal, CountDownLatch stopped) throws IOException, InterruptedException {
        try {
            var story = new Story(stage, terminal);
            if (Story.begun(stage.folder())) {
                story.goOn();
            } else {
                story.play();
            }
        } catch (DemoFailed failed) {
            if (stage.isClosed()) {
                return 0; // Ctrl-C in the middle of a step
            }
            terminal.warn(String.valueOf(failed.getMessage()));
            stage.close();
            return 1;
        }
        if (stage.options().exit()) {
            stage.close();
            return 0;
        }
        farewell(stage, terminal);
        stopped.await();
        return 0;
    }

    private static void farewell(Stage stage, Terminal terminal) {
        terminal.blank();
        terminal.title("  The hub runs on: " + stage.hub().url());
        terminal.say("Look first, as anna: the overview (who is immune), then the publication and its receipts.");
        terminal.say("Then as noor: what a member sees, and how it reports a message.");
        terminal.say("Forward a suspicious mail to %s at port %s of this machine: it waits at the desk."
                .formatted(Stage.DESK, stage.folder().find("desk.port").orElse("?")));
        terminal.say("The hub's own mails and short messages go to nobody; they lie in %s and %s."
                .formatted(Stage.mails(stage.folder()), Stage.messages(stage.folder())));
        terminal.aside("The passwords are above and in demo.properties of the folder. Ctrl-C stops everything.");
    }
}
