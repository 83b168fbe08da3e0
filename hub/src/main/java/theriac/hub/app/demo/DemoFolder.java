package theriac.hub.app.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import theriac.hub.core.Problem;

/// The folder in which a demo keeps everything, and a small file in it that tells a later demo what there is:
/// passwords, ports, and whether the story was played to its end.
final class DemoFolder {

    private static final String MARK = "demo.properties";

    /// Without letters and digits that look alike.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int SECRET_LENGTH = 16;

    private final Path folder;
    private final Properties kept = new Properties();

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /// Opens the folder, or makes it.
    ///
    /// @param fresh delete what a demo left in it; a folder that no demo made is never deleted
    /// @throws Problem when it cannot be used
    static DemoFolder open(Path path, boolean fresh) {
        var folder = new DemoFolder(path.toAbsolutePath().normalize());
        try {
            folder.prepare(fresh);
            return folder;
        } catch (IOException denied) {
            throw Problem.badRequest("The folder %s cannot be written (%s); choose another with --folder."
                    .formatted(folder.folder, reason(denied)));
        }
    }

    private void prepare(boolean fresh) throws IOException {
        boolean ours = Files.exists(folder.resolve(MARK));
        if (!ours && Files.isDirectory(folder) && !isEmpty()) {
            throw Problem.badRequest(
                    "The folder %s holds something that no demo made; choose another with --folder.".formatted(folder));
        }
        if (ours && fresh) {
            delete();
        }
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(MARK))) {
            try (Reader reader = Files.newBufferedReader(folder.resolve(MARK))) {
                kept.load(reader);
            }
        } else {
            save();
        }
    }

    Path path() {
        return folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(kept.getProperty(name));
    }

    /// What was kept under the name; a new secret the first time.
    String secret(String name) {
        var known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        var random = new SecureRandom();
        var fresh = new StringBuilder();
        for (int i = 0; i < SECRET_LENGTH; i++) {
            fresh.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        keep(name, fresh.toString());
        return fresh.toString();
    }

    void keep(String name, String value) {
        kept.setProperty(name, value);
        try {
            save();
        } catch (IOException full) {
            throw Problem.badRequest(
                    "The file %s cannot be written: %s.".formatted(folder.resolve(MARK), reason(full)));
        }
    }

    private void save() throws IOException {
        secretFile(folder.resolve(MARK));
        try (Writer writer = Files.newBufferedWriter(folder.resolve(MARK))) {
            kept.store(writer, "Made by ./theriac demo. Passwords of the demo's accounts: worth nothing elsewhere.");
        }
    }

    /// Makes a file that only its owner reads.
    static void secretFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private boolean isEmpty() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void delete() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException said when said.getReason() != null -> said.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
