package theriac.hub.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import theriac.hub.core.Problem;

/// What seals a backup. Whoever loses it has no backup.
///
/// @param text at least [#SHORTEST] characters
public record Passphrase(String text) {

    /// The key derivation makes guessing slow, not impossible.
    static final int SHORTEST = 12;

    public Passphrase {
        if (text.length() < SHORTEST) {
            throw Problem.badRequest("The passphrase of a backup must have at least %d characters; this one has %d."
                    .formatted(SHORTEST, text.length()));
        }
    }

    /// The first line of a file.
    ///
    /// @throws Problem when it cannot be read or is too short
    public static Passphrase load(Path file) {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var line = lines.readLine();
            return new Passphrase(line == null ? "" : line.strip());
        } catch (IOException unreadable) {
            throw Problem.badRequest("The password file %s cannot be read: %s.".formatted(file, unreadable));
        }
    }

    @Override
    public String toString() {
        return "Passphrase[***]";
    }
}
