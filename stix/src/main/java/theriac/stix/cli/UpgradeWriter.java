package theriac.stix.cli;

import java.io.PrintStream;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.stix.Upgraded;

/// Writes upgraded objects as one bundle, or one on a line, as they are read; findings go to the error stream.
final class UpgradeWriter implements BundleSink {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean lines;
    private boolean first = true;
    private boolean complete = true;

    UpgradeWriter(PrintStream out, PrintStream err, boolean lines) {
        this.out = out;
        this.err = err;
        this.lines = lines;
    }

    /// Ends the bundle. Without objects it has no list: an empty one is not allowed (STIX 2.1 §2.12).
    void end() {
        if (!lines) {
            out.println(first ? head() + "}" : "\n]}");
        }
    }

    private static String head() {
        return "{\"type\":\"bundle\",\"id\":\"" + StixId.random("bundle") + "\"";
    }

    boolean isComplete() {
        return complete;
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> findings) {
        Upgraded upgraded = Upgrade.toV21(object);
        write(upgraded.object());
        upgraded.additions().forEach(this::write);
        upgraded.findings().forEach(f -> report(pointer, f));
    }

    private void write(StixObject object) {
        if (lines) {
            out.println(theriac.stix.json.Json.write(object.json()));
            return;
        }
        out.print(first ? head() + ",\"objects\":[\n" : ",\n");
        out.print(object.text());
        first = false;
    }

    private void report(String pointer, Finding finding) {
        err.println(Terminal.safe(finding.severity() + " " + pointer + finding.pointer() + " " + finding.message()));
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
        complete = false;
        findings.forEach(f -> report("", f));
    }

    @Override
    public void finding(Finding finding) {
        complete &= !finding.isError();
        report("", finding);
    }
}
