package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Validation;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// The STIX 1 idioms of OASIS beside what its elevator makes of them: what we make, by type, and how many of the
/// elevator's patterns are equivalent to one of ours. Differences are read in the golden, not hidden.
class Stix1ElevatorTest {

    @Test
    void everyIdiomIsReadAsAgreedAndGivesValidObjects() throws IOException {
        var page = new StringBuilder("# file: objects by type; equal patterns of the elevator's; rejected\n");
        for (var file : Vectors.files("conformance/stix-objects/stix1-to-21")) {
            if (file.toString().endsWith(".xml")) {
                page.append(file.getFileName()).append(": ").append(line(file)).append('\n');
            }
        }
        Golden.check("stix1-idioms.txt", page.toString());
    }

    private static String line(Path file) throws IOException {
        var ours = read(new Stix1(), file);
        for (var object : ours.objects) {
            assertThat(Validation.validate(object)).as("%s %s", file, object).noneMatch(Finding::isError);
        }
        var types = new TreeMap<String, Integer>();
        ours.objects.forEach(object -> types.merge(object.type(), 1, Integer::sum));
        var their = Path.of(file.toString().replace(".xml", ".json"));
        var text = types.entrySet().stream()
                .map(type -> type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
        if (!Files.exists(their)) {
            return "%s; no result of the elevator; %d rejected".formatted(text, ours.rejected.size());
        }
        var theirs = patterns(read(new StixBundle(), their));
        var left = new ArrayList<>(patterns(ours));
        long equal = theirs.stream()
                .filter(pattern -> left.stream()
                        .filter(pattern::equivalentTo)
                        .findFirst()
                        .map(left::remove)
                        .orElse(false))
                .count();
        return "%s; %d of %d patterns equal; %d rejected".formatted(text, equal, theirs.size(), ours.rejected.size());
    }

    private static java.util.List<Pattern> patterns(Collected read) {
        var found = new ArrayList<Pattern>();
        for (StixObject object : read.objects) {
            object.text("pattern").map(Pattern::parse).ifPresent(parsed -> {
                if (parsed instanceof PatternParsed.Parsed(var pattern)) {
                    found.add(pattern);
                }
            });
        }
        return found;
    }

    private static Collected read(Format format, Path file) throws IOException {
        try (InputStream in = Vectors.open(file)) {
            return Collected.read(format, in, Collected.SETTINGS);
        }
    }
}
