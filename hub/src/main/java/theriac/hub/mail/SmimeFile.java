package theriac.hub.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The PKCS#12 file that the operator gave, read anew when it or its password changes, so that a
/// certificate is renewed by putting another file in its place. Thread-safe.
final class SmimeFile {

    /// Before the end of a certificate, in which its renewal is asked for.
    static final Duration SOON = Duration.ofDays(30);

    private final Path file;
    private final Path passwordFile;
    private final String sender;
    private @Nullable Read read;

    /// @param sender the address from which mails come
    SmimeFile(Path file, Path passwordFile, String sender) {
        this.file = file;
        this.passwordFile = passwordFile;
        this.sender = sender;
    }

    /// What the files were when they were read, and what stood in them.
    private record Read(FileTime written, FileTime password, Optional<SmimeKey> key, String fault) {}

    /// How it stands with the certificate at a moment.
    ///
    /// @param key empty: nothing can be signed with it now
    /// @param fault a stable word, "" for none: `missing`, `unreadable`, `password`, `no-key`, `weak-key`,
    ///     `other-purpose`, `not-yet`, `expired` (all of which leave no key), `expires-soon`, `other-sender`
    /// @param subject whom it names; "" when it cannot be read
    /// @param until when it ends; empty when it cannot be read
    record State(Optional<SmimeKey> key, String fault, String subject, Optional<Instant> until) {}

    synchronized State at(Instant now) {
        var found = current();
        var key = found.key();
        if (key.isEmpty()) {
            return new State(Optional.empty(), found.fault(), "", Optional.empty());
        }
        var own = key.get();
        var fault = fault(own, now);
        boolean usable = fault.isEmpty() || fault.equals("expires-soon") || fault.equals("other-sender");
        return new State(usable ? key : Optional.empty(), fault, own.subject(), Optional.of(own.until()));
    }

    private String fault(SmimeKey key, Instant now) {
        if (!key.strong()) {
            return "weak-key";
        }
        if (!key.forMail()) {
            return "other-purpose";
        }
        if (now.isBefore(key.from())) {
            return "not-yet";
        }
        if (!now.isBefore(key.until())) {
            return "expired";
        }
        if (!key.names(sender)) {
            return "other-sender";
        }
        return now.plus(SOON).isBefore(key.until()) ? "" : "expires-soon";
    }

    private Read current() {
        try {
            var written = Files.getLastModifiedTime(file);
            var changed = Files.getLastModifiedTime(passwordFile);
            var known = read;
            if (known == null
                    || !known.written().equals(written)
                    || !known.password().equals(changed)) {
                known = fresh(written, changed);
                read = known;
            }
            return known;
        } catch (IOException absent) {
            return new Read(FileTime.fromMillis(0), FileTime.fromMillis(0), Optional.empty(), "missing");
        }
    }

    private Read fresh(FileTime written, FileTime changed) throws IOException {
        var lines = Files.readAllLines(passwordFile);
        var password = lines.isEmpty() ? new char[0] : lines.getFirst().toCharArray();
        try {
            var key = SmimeKey.read(Files.readAllBytes(file), password);
            return new Read(written, changed, key, key.isEmpty() ? "no-key" : "");
        } catch (IOException unreadable) {
            boolean wrong = unreadable.getCause() instanceof UnrecoverableKeyException;
            return new Read(written, changed, Optional.empty(), wrong ? "password" : "unreadable");
        } finally {
            java.util.Arrays.fill(password, '\0');
        }
    }
}
