package theriac.hub.db;

import java.nio.file.Path;
import java.util.List;

/// Reads what PostgreSQL said when it did not start, and turns it into one sentence.
final class StartFailures {

    private static final int SHOWN_LINES = 12;

    private StartFailures() {}

    /// The port was taken by another program between our look and PostgreSQL's.
    static boolean portTaken(String said) {
        return said.contains("Address already in use") || said.contains("could not bind");
    }

    /// Something of an earlier PostgreSQL is still letting go of its memory or lock file: worth another try.
    static boolean leftovers(String said) {
        return said.contains("pre-existing shared memory block")
                || said.contains("lock file \"postmaster.pid\" already exists");
    }

    static DatabaseCannotStart explain(Path folder, String said) {
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return new DatabaseCannotStart("The disk that holds the database folder " + folder
                    + " is full. Make space (PostgreSQL needs some 200 MB to start) and start Theriac again.");
        }
        if (portTaken(said)) {
            return new DatabaseCannotStart(
                    "The port of the database is in use by another program. Choose another one, or"
                            + " leave the setting out: Theriac then finds a free one.");
        }
        if (said.contains("Permission denied")) {
            return new DatabaseCannotStart("PostgreSQL may not use the database folder " + folder
                    + ". Every folder above it must be open to the user it runs as. It said:\n" + tail(said));
        }
        if (said.contains("error while loading shared libraries") || said.contains("GLIBC")) {
            return new DatabaseCannotStart("The bundled PostgreSQL does not run on this Linux (it needs glibc 2.27 or"
                    + " later). Set THERIAC_DB_URL to a PostgreSQL 18 server of your own. It said:\n" + tail(said));
        }
        if (said.contains("could not look up effective user ID")) {
            return new DatabaseCannotStart("Theriac runs as a user that has a number and no name on this machine, and"
                    + " PostgreSQL makes no database for such a one. Give the user a line in /etc/passwd, or set"
                    + " THERIAC_DB_URL to a PostgreSQL 18 server of your own. It said:\n" + tail(said));
        }
        return new DatabaseCannotStart("PostgreSQL did not start on " + folder + ". It said:\n" + tail(said));
    }

    private static String tail(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
