package theriac.hub.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what another thread, process or hub does. The patience is long, because machines that build are slow at
/// times, and costs nothing where it is not needed; a law that says how soon something happens measures it itself.
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /// Returns as soon as it holds, and fails when it does not within a minute.
    public static void eventually(BooleanSupplier holds) {
        eventually(PATIENCE, holds);
    }

    /// Returns as soon as it holds, and fails when it does not within so long.
    public static void eventually(Duration most, BooleanSupplier holds) {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begin > most.toNanos()) {
                throw new AssertionError("It did not happen within " + most);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
        }
    }
}
