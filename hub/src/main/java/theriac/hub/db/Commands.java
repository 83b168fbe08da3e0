package theriac.hub.db;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs one program to its end. Output goes through a file, so that a child that outlives its parent (the postmaster
/// under `pg_ctl`) cannot hold us up by keeping a pipe open.
final class Commands {

    /// @param exit the exit code; -1 when the time was up and the program was killed
    /// @param output standard output and error, together
    record Outcome(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }

    private Commands() {}

    static Outcome run(List<String> command, Duration limit) throws IOException {
        return run(command, "", limit);
    }

    static Outcome run(List<String> command, String input, Duration limit) throws IOException {
        Path output = Files.createTempFile("theriac-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(output.toFile());
            // Settings of some other PostgreSQL in the environment (PGPORT, PGDATA…) must not reach ours.
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closedEarly) {
                // The program ended without reading: its exit code and output tell why.
                input = "";
            }
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Outcome(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command.getFirst(), interrupted);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
