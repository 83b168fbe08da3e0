package theriac.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// That a second process never stands still because nobody listens, and never outlives its test.
@Timeout(120)
class JavaProcessTest {

    /// Says more than any pipe holds, then its number, and stays or ends with code 3.
    static final class Talker {

        private Talker() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int n = 0; n < 10_000; n++) {
                System.out.println("a line that nobody waits for");
            }
            System.out.println("number " + ProcessHandle.current().pid());
            System.out.flush();
            if (arguments[0].equals("end")) {
                System.exit(3);
            }
            Thread.sleep(Duration.ofMinutes(10));
        }
    }

    private static ProcessHandle number(String line) {
        return ProcessHandle.of(Long.parseLong(line.substring("number ".length())))
                .orElseThrow();
    }

    @Test
    void whoSaysMuchIsNotHeldUpAndIsGoneWhenItIsClosed() throws Exception {
        ProcessHandle there;
        try (var process = JavaProcess.start(Talker.class, "stay")) {
            there = number(process.await("number "));
            assertThat(process.isAlive()).isTrue();
            assertThat(process.ended(Duration.ofMillis(1))).isEmpty();
        }
        assertThat(there.isAlive()).isFalse();
    }

    @Test
    void whoEndsSaysHowAndWhatItNeverSaidIsMissed() throws Exception {
        try (var process = JavaProcess.start(Talker.class, "end")) {
            assertThat(process.ended(Duration.ofMinutes(1))).contains(3);
            process.await("number ");
            assertThatThrownBy(() -> process.await("done"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended before a line with 'done'");
        }
    }

    @Test
    void whoIsKilledHasSaidTheRest() throws Exception {
        try (var process = JavaProcess.start(Talker.class, "stay")) {
            process.await("a line");
            process.await("number ");
            process.kill();
            assertThat(process.isAlive()).isFalse();
            assertThat(process.rest()).isEmpty();
        }
    }
}
