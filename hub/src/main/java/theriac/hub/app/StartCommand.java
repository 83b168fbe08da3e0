package theriac.hub.app;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// `./theriac start`: runs a hub until it is told to stop.
final class StartCommand {

    private final Map<String, String> environment;
    private final PrintStream out;

    StartCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) throws InterruptedException {
        if (arguments.contains("--help")) {
            help();
            return 0;
        }
        var config = Installation.settings(environment, arguments);
        var installation = Installation.start(config);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            installation.close();
                            stopped.countDown();
                        },
                        "stop"));
        out.println("Theriac runs at " + installation.url() + " (data in " + config.dataFolder()
                + "). Stop it with Ctrl-C.");
        installation.setupLink().ifPresent(link -> out.println("""
                Nobody has been set up yet. Open this link once, within a day, to name your organisation and its first person:
                  %s""".formatted(link)));
        out.flush();
        stopped.await();
        return 0;
    }

    private void help() {
        out.println("Starts the hub. Settings, as --name=value:");
        for (var key : theriac.hub.core.HubConfig.KEYS) {
            out.println("  --%-14s %s%s"
                    .formatted(key.name(), key.meaning(), key.fallback().isEmpty() ? "" : " [" + key.fallback() + "]"));
        }
    }
}
