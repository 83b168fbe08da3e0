package theriac.hub.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.core.Reseal;

/// Another key for the vault, and everything sealed anew with it. The new key lies beside the old one until all rows
/// are durable; only then it takes its place. Cut off at any moment, the same again ends it, and a hub does not start
/// before. One thread at a time.
public final class Renewal implements Reseal {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Path next;
    private final Seal from;
    private final Seal to;
    private int done;
    private int lost;

    private Renewal(Path file) {
        this.file = file;
        this.next = next(file);
        this.from = Seal.of(file);
        this.to = Seal.of(next);
    }

    /// Makes the new key, or takes the one of a renewal that was cut off.
    ///
    /// @param file of the key that holds now
    /// @throws Problem when there is none
    public static Renewal begin(Path file) {
        if (!Files.exists(file)) {
            throw Problem.conflict("There is no key to replace: %s does not exist.".formatted(file));
        }
        return new Renewal(file);
    }

    /// @throws Problem when a renewal was begun and not ended
    public static void mustBeEnded(Path file) {
        if (Files.exists(next(file))) {
            throw Problem.conflict(
                    "The key of the vault was being changed and that was cut off. Run ./theriac vault renew again; then the hub starts.");
        }
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    @Override
    public String keyId() {
        return to.id();
    }

    @Override
    public Optional<byte[]> again(byte[] sealed, byte[] label) {
        var plain = opened(from, sealed, label);
        if (plain.isEmpty()) {
            if (opened(to, sealed, label).isPresent()) {
                done++;
            } else {
                lost++;
            }
            return Optional.empty();
        }
        done++;
        return plain.map(bytes -> to.seal(bytes, label).joined());
    }

    private static Optional<byte[]> opened(Seal seal, byte[] sealed, byte[] label) {
        try {
            return Optional.of(seal.open(Seal.Sealed.apart(sealed), label));
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    /// How many are sealed with the new key.
    public int done() {
        return done;
    }

    /// How many neither key opens.
    public int lost() {
        return lost;
    }

    /// Puts the new key in its place. Call once everything is durable.
    ///
    /// @return where the old one lies now
    public Path end(Instant now) {
        var old = file.resolveSibling("%s.until-%s".formatted(file.getFileName(), MOMENT.format(now)));
        try {
            // A second name first: there is no moment without the key that holds.
            Files.createLink(old, file);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "The new key of the vault could not be put in the place of %s. Run the same again.".formatted(file),
                    unwritable);
        }
        return old;
    }
}
