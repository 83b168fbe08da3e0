package theriac.hub.app.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.core.Suggestion;

/// What was asked of the demo.
///
/// @param port of the hub; never 0
/// @param folder where the demo keeps everything
/// @param data real feeds and knowledge to load as well
/// @param exit end after the last step instead of staying
/// @param fresh forget what an earlier demo left in the folder
/// @param help only explain
record DemoOptions(int port, Path folder, Optional<Path> data, boolean exit, boolean fresh, boolean help) {

    static final String HELP = """
            ./theriac demo [options]: plays the story of one attack on a hub of its own, and leaves the hub running.

              --port N       port of the hub; 0 takes a free one [8080]
              --folder DIR   where the demo keeps its data [demo-data]
              --data DIR     load real feeds (DIR/feeds) and knowledge (DIR/knowledge) as well
              --fresh        forget what an earlier demo left in the folder, and play again
              --exit         end after the last step: for a quick look, and for tests""";

    private static final List<String> NAMES = List.of("--port", "--folder", "--data", "--exit", "--fresh", "--help");

    /// @throws Problem in one sentence
    static DemoOptions parse(List<String> arguments) {
        var options = new DemoOptions(8080, Path.of("demo-data"), Optional.empty(), false, false, false);
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--exit" -> options = options.with(true, options.fresh(), options.help());
                case "--fresh" -> options = options.with(options.exit(), true, options.help());
                case "--help" -> options = options.with(options.exit(), options.fresh(), true);
                case "--port", "--folder", "--data" -> {
                    if (equals < 0 && i + 1 == arguments.size()) {
                        throw Problem.badRequest("%s needs a value: write %s=….".formatted(name, name));
                    }
                    options = options.with(name, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
                }
                default ->
                    throw Problem.badRequest("The demo has no option \"%s\".%s See ./theriac demo --help."
                            .formatted(name, Suggestion.among(NAMES, name)));
            }
        }
        return options;
    }

    private DemoOptions with(boolean newExit, boolean newFresh, boolean newHelp) {
        return new DemoOptions(port, folder, data, newExit, newFresh, newHelp);
    }

    private DemoOptions with(String name, String value) {
        return switch (name) {
            case "--port" -> new DemoOptions(port(value), folder, data, exit, fresh, help);
            case "--folder" -> new DemoOptions(port, Path.of(value), data, exit, fresh, help);
            default -> new DemoOptions(port, folder, Optional.of(data(value)), exit, fresh, help);
        };
    }

    private static int port(String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) {
            int port = Integer.parseInt(value);
            return port == 0 ? free() : port;
        }
        throw Problem.badRequest("--port must be a port number from 0 to 65535, not \"%s\".".formatted(value));
    }

    /// Links in mails and the scouts' settings name the port, so it must be known before the hub starts.
    private static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw Problem.conflict("This machine has no free port for the demo.");
        }
    }

    private static Path data(String value) {
        var folder = Path.of(value);
        if (!Files.isDirectory(folder)) {
            throw Problem.badRequest(
                    "There is no folder %s to load data from; --data names one that holds feeds and knowledge."
                            .formatted(folder.toAbsolutePath().normalize()));
        }
        if (!Files.isDirectory(folder.resolve("feeds")) && !Files.isDirectory(folder.resolve("knowledge"))) {
            throw Problem.badRequest(
                    "The folder %s holds neither feeds nor knowledge: --data names the folder above them."
                            .formatted(folder.toAbsolutePath().normalize()));
        }
        return folder;
    }
}
