package theriac.hub.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.backup.BackupReport;
import theriac.hub.backup.Passphrase;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;

/// What `backup` and `restore` are told: a file, perhaps a passphrase, and the hub's own settings.
record BackupArguments(Path file, Optional<Passphrase> passphrase, boolean check, List<String> settings) {

    static BackupArguments parse(String command, List<String> arguments) {
        var files = new ArrayList<String>();
        var settings = new ArrayList<String>();
        Optional<Passphrase> passphrase = Optional.empty();
        boolean check = false;
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.startsWith("--password-file=")) {
                passphrase = Optional.of(Passphrase.load(Path.of(argument.substring(argument.indexOf('=') + 1))));
            } else if (argument.equals("--password-file") && i + 1 < arguments.size()) {
                passphrase = Optional.of(Passphrase.load(Path.of(arguments.get(++i))));
            } else if (argument.equals("--check") && command.equals("backup")) {
                check = true;
            } else if (argument.startsWith("--")) {
                settings.add(argument);
                if (!argument.contains("=") && i + 1 < arguments.size()) {
                    settings.add(arguments.get(++i));
                }
            } else {
                files.add(argument);
            }
        }
        if (files.size() != 1) {
            throw Problem.badRequest(
                    "Name one file: ./theriac %s FILE [--password-file FILE] [--data=FOLDER].".formatted(command));
        }
        return new BackupArguments(Path.of(files.getFirst()), passphrase, check, settings);
    }

    HubConfig config(Map<String, String> environment) {
        return Installation.settings(environment, settings);
    }

    static String described(BackupReport report, long millis) {
        return "%d tables, %,d rows, %,.1f MB before compression, %s, of %s (schema %s); %,.1f s"
                .formatted(
                        report.tables(),
                        report.rows(),
                        report.bytes() / 1e6,
                        report.sealed() ? "sealed" : "not sealed",
                        report.madeAt(),
                        report.schemaVersion(),
                        millis / 1e3);
    }
}
