package theriac.hub.app;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import theriac.hub.audit.AuditFile;
import theriac.hub.audit.AuditTrail;
import theriac.hub.core.Problem;

/// `./theriac audit check`: is the audit trail what was written?
final class AuditCommand {

    private static final int BROKEN = 3;

    private final Map<String, String> environment;
    private final PrintStream out;

    AuditCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.println("""
                    ./theriac audit check [--data=FOLDER]   follows the audit trail of a hub from its first row to its last
                    ./theriac audit check FILE              the same for a copy in a file (setting audit-file); needs no hub
                    The hub may be running. Exit code 0: whole; 3: something was changed or is missing.""");
            return arguments.isEmpty() ? 2 : 0;
        }
        if (!arguments.getFirst().equals("check")) {
            throw Problem.badRequest("\"audit\" can only \"check\": ./theriac audit check [FILE] [--data=FOLDER].");
        }
        var files = new ArrayList<String>();
        var settings = new ArrayList<String>();
        arguments.stream().skip(1).forEach(told -> (told.startsWith("--") ? settings : files).add(told));
        if (files.size() > 1) {
            throw Problem.badRequest("Name one file, or none to check the hub's own trail.");
        }
        return said(files.isEmpty() ? own(settings) : copy(Path.of(files.getFirst())));
    }

    private AuditTrail.Checked own(List<String> settings) {
        return Attached.use(Installation.settings(environment, settings), database -> new AuditTrail(database).check());
    }

    private static AuditTrail.Checked copy(Path file) {
        try {
            return AuditFile.check(file);
        } catch (UncheckedIOException unreadable) {
            throw Problem.badRequest(String.valueOf(unreadable.getMessage()));
        }
    }

    private int said(AuditTrail.Checked checked) {
        if (checked.fault().isPresent()) {
            out.printf(
                    "The audit trail is NOT what was written. %s Before it, %,d rows are whole.%n",
                    checked.fault().get(), checked.rows());
            return BROKEN;
        }
        out.printf(
                "The audit trail is whole: %,d rows%s%s.%n",
                checked.rows(),
                checked.first() > 1 ? ", from row %,d on".formatted(checked.first()) : "",
                checked.blanked() == 0
                        ? ""
                        : "; in %,d of them personal values were erased".formatted(checked.blanked()));
        return 0;
    }
}
