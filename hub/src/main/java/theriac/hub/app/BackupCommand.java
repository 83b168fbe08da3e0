package theriac.hub.app;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import theriac.hub.backup.Backup;
import theriac.hub.backup.BackupReport;

/// `./theriac backup FILE`: of a hub that runs, or of one that is stopped.
final class BackupCommand {

    private final Map<String, String> environment;
    private final PrintStream out;

    BackupCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.println("""
                    ./theriac backup FILE [--password-file FILE] [--data=FOLDER]   writes all of a hub's data into a new file
                    ./theriac backup --check FILE [--password-file FILE]           reads a backup and says whether it is whole
                    The first line of the password file is the passphrase. The hub may be running.""");
            return 0;
        }
        var told = BackupArguments.parse("backup", arguments);
        long started = System.nanoTime();
        var report = told.check() ? Backup.check(told.file(), told.passphrase()) : write(told);
        out.println((told.check() ? "The backup is whole: " : "Backup written and checked: ")
                + BackupArguments.described(report, (System.nanoTime() - started) / 1_000_000));
        return 0;
    }

    private BackupReport write(BackupArguments told) {
        return Attached.use(
                told.config(environment),
                database -> Backup.write(database, told.file(), told.passphrase(), Clock.systemUTC()));
    }
}
