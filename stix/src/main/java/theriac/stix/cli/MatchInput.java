package theriac.stix.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.MatchResult;
import theriac.stix.pattern.ObservedData;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternMatcher;
import theriac.stix.pattern.PatternParsed;

/// Gathers observed data and observables from bundles and matches one pattern against all of them.
final class MatchInput implements BundleSink {

    private final List<JsonObject> objects = new ArrayList<>();
    private final PrintStream err;

    MatchInput(PrintStream err) {
        this.err = err;
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> findings) {
        objects.add(object.json());
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
        findings.forEach(this::finding);
    }

    @Override
    public void finding(Finding finding) {
        err.println(Terminal.safe(finding.pointer() + " " + finding.message()));
    }

    /// Exit code: 0 matches, 1 does not, 2 nobody can say.
    int match(String text, PrintStream out, boolean json) {
        if (json) {
            JsonObject answer = Cases.matched(Pattern.parse(text), ObservedData.read(objects));
            out.println(Cases.line(answer));
            return answer.bool("matches").map(matches -> matches ? 0 : 1).orElse(2);
        }
        return switch (Pattern.parse(text)) {
            case PatternParsed.Refused(var error) -> failed(error.text());
            case PatternParsed.Parsed(Pattern pattern) ->
                switch (PatternMatcher.compile(pattern).match(ObservedData.read(objects))) {
                    case MatchResult.Matched(List<ObservedData> observations) -> {
                        observations.forEach(o -> out.println(Terminal.safe("match " + o.id())));
                        yield 0;
                    }
                    case MatchResult.NotMatched() -> {
                        out.println("no match");
                        yield 1;
                    }
                    case MatchResult.Failed(String message) -> failed(message);
                };
        };
    }

    private int failed(String message) {
        err.println(Terminal.safe(message));
        return 2;
    }
}
