package theriac.scout;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import theriac.testkit.Golden;

/// What `scout` says about itself.
class HelpTest {

    private final String home = System.getProperty("user.home");

    /// The default folder is shown, and its length decides where lines are broken.
    @BeforeEach
    void someonesHome() {
        System.setProperty("user.home", "/home/you");
    }

    @AfterEach
    void ownHome() {
        System.setProperty("user.home", home);
    }

    @Test
    void theHelpOfEveryCommandStaysAsItWasAgreed() {
        var all = new StringBuilder();
        for (var command : List.of("", "init", "sync", "scan", "watch", "report", "status", "run")) {
            all.append("$ scout ").append(command).append(command.isEmpty() ? "--help\n" : " --help\n");
            all.append(command.isEmpty() ? help("--help") : help(command, "--help"))
                    .append('\n');
        }
        Golden.check("scout-help.txt", all.toString());
    }

    private static String help(String... arguments) {
        var said = new StringWriter();
        ScoutCommand.run(
                new Console(new PrintWriter(said), new PrintWriter(said), false), Clock.systemUTC(), arguments);
        return said.toString();
    }
}
