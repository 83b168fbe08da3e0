package theriac.hub.app.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A member's scout: another process, as a member would run it, with its home and its log in the demo's folder.
final class ScoutProcess implements AutoCloseable {

    private static final List<String> JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Process process;
    private final Path log;

    private ScoutProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Sets a scout up, once; later starts find it as it was.
    ///
    /// @param token its machine token, kept by the scout in a file that only its owner reads
    static void setUp(Path program, Path home, String hub, String token, Path logs) throws IOException {
        Files.createDirectories(home);
        var file = home.resolve("token");
        DemoFolder.secretFile(file);
        Files.writeString(file, token + "\n");
        point(home, hub, logs);
        if (!Files.exists(program)) {
            throw new DemoFailed("The scout has not been built: run ./theriac build.");
        }
    }

    /// Writes where the hub is and what to follow.
    static void point(Path home, String hub, Path logs) throws IOException {
        Files.writeString(
                home.resolve("scout.conf"),
                "# A scout of the demo.%nhub = %s/%nwatch = %s%n".formatted(hub, logs.resolve("*.log")));
    }

    static ScoutProcess start(Path program, Path home) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(
                "-cp",
                program + File.pathSeparator + program.resolveSibling("lib").resolve("*"),
                "theriac.scout.ScoutCommand",
                "run",
                "--home",
                home.toString()));
        var log = home.resolve("scout.log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("NO_COLOR", "1");
        return new ScoutProcess(builder.start(), log);
    }

    /// @throws DemoFailed with the last words of a scout that has died
    void check() {
        if (!process.isAlive()) {
            throw new DemoFailed("A scout stopped (exit code %d); its log is %s.".formatted(process.exitValue(), log));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
