package theriac.scout;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Writes the configuration and the token, and asks the hub who this scout works for.
@Command(name = "init", description = "Sets a scout up: address of the hub, machine token, logs to follow.")
final class InitCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ScoutCommand scout;

    @Option(names = "--hub", required = true, paramLabel = "URL", description = "Address of the hub.")
    private String hub = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the machine token; without it the token is read from standard input.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--watch",
            paramLabel = "LOG",
            description = "A log to follow; the name may hold * and ?. May be repeated.")
    private List<String> watch = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScoutCommand parent = Commands.parent(scout);
        URI address = ScoutConfig.hub(hub, "--hub");
        byte[] token = tokenFile == null ? System.in.readAllBytes() : Files.readAllBytes(tokenFile);
        String text = new String(token, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new ScoutProblem("The machine token is empty. Give it with --token-file FILE or on standard input.");
        }
        ScoutHome home = new ScoutHome(parent.home());
        home.create();
        DurableFiles.write(parent.home().resolve("token"), text + "\n");
        DurableFiles.write(parent.home().resolve(ScoutConfig.FILE), ScoutConfig.text(address, watch));
        parent.console().say("The scout in " + parent.home() + " is set up for " + address + ".");
        try (HubClient client = parent.workplace().hub()) {
            parent.console()
                    .say("It works for " + Console.safe(client.profile().organization()) + ". Next: scout run --home "
                            + parent.home());
        } catch (HubFailure away) {
            parent.console().warn(Console.safe(away.sentence()) + " The set-up stands; check it with: scout status");
        }
        return 0;
    }
}
