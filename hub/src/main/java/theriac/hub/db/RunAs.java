package theriac.hub.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// PostgreSQL refuses to run as root, so a hub that runs as root starts it as somebody else.
///
/// An ordinary user runs it as is. Root runs it in a user namespace of its own (`unshare -U`): PostgreSQL then sees
/// the user "nobody" while files still belong to root. Where user namespaces are forbidden, as in many containers, or
/// where the database belongs to another user already, `setpriv` changes to that user (65534, "nobody", for a new
/// database), who then owns the database folder.
///
/// @param prefix what comes before each command
/// @param giveTo the user who must own the database folder, when it is not us
record RunAs(List<String> prefix, OptionalInt giveTo) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final Duration SOON = Duration.ofSeconds(5);

    /// Which user namespaces may be used: a test forbids them.
    enum Namespaces {
        IF_ALLOWED,
        FORBIDDEN
    }

    /// The way that fits us and the owner of `folder`, which exists.
    static RunAs ownerOf(Path folder, Namespaces namespaces) throws IOException {
        int self = Folders.owner(Path.of("/proc/self"));
        int owner = Folders.owner(folder);
        if (self != ROOT) {
            if (owner != self) {
                throw new DatabaseCannotStart("The database folder " + folder + " belongs to user " + owner
                        + ", and the hub runs as user " + self
                        + ". Start the hub as the user who made the folder, or give"
                        + " the folder away with: chown -R " + self + " " + folder);
            }
            return new RunAs(List.of(), OptionalInt.empty());
        }
        if (owner != ROOT) {
            return changeTo(owner);
        }
        if (namespaces == Namespaces.IF_ALLOWED && works(List.of("unshare", "-U", "--", "true"))) {
            return new RunAs(List.of("unshare", "-U", "--"), OptionalInt.empty());
        }
        return changeTo(NOBODY);
    }

    List<String> command(String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return all;
    }

    /// Makes sure that the user PostgreSQL runs as owns the folder.
    void own(Path folder) throws IOException {
        if (giveTo.isPresent() && Files.exists(folder)) {
            Folders.give(folder, giveTo.getAsInt());
        }
    }

    private static RunAs changeTo(int user) {
        List<String> prefix =
                List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--no-new-privs", "--");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        if (!works(trial)) {
            throw new DatabaseCannotStart(
                    "PostgreSQL may not run as root, and this machine allows neither user namespaces"
                            + " (unshare -U) nor a change of user (setpriv). Start Theriac as an ordinary user, or set"
                            + " THERIAC_DB_URL to a PostgreSQL 18 server of your own.");
        }
        return new RunAs(prefix, OptionalInt.of(user));
    }

    private static boolean works(List<String> command) {
        try {
            return Commands.run(command, SOON).ok();
        } catch (IOException absent) {
            return false;
        }
    }
}
