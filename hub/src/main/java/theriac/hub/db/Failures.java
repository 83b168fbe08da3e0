package theriac.hub.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// Turns failures of the file system into words a person can act on.
final class Failures {

    private Failures() {}

    static String words(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied.";
        }
        if (failure instanceof FileSystemException detail && detail.getReason() != null) {
            return detail.getReason() + " (" + detail.getFile() + ").";
        }
        return failure.getMessage() + ".";
    }
}
