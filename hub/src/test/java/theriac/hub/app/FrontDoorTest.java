package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.testkit.Golden;

/// What `./theriac` says about itself.
class FrontDoorTest {

    @Test
    void theHelpStaysAsItWasAgreed() throws Exception {
        Golden.check("theriac-help.txt", said(0, "help"));
        assertThat(said(0)).isEqualTo(said(0, "--help"));
    }

    @Test
    void anUnknownCommandIsOneSentence() throws Exception {
        assertThat(said(1, "dance").lines())
                .singleElement()
                .asString()
                .contains("there is no command \"dance\"")
                .contains("./theriac help");
    }

    private static String said(int code, String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("bash", "theriac"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(Golden.projectRoot().toFile())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isEqualTo(code);
        return text;
    }
}
