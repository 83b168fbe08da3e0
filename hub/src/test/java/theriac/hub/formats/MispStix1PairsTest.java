package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;
import theriac.testkit.Vectors;

/// STIX 1 as the MISP project writes it, read here and written as MISP: every value of the documented attribute, object
/// or galaxy must come back. STIX 1 has no words for types, categories and relations of MISP, so that values are
/// what can be compared. What does not come back has a reason in `docs/conformance/misp.csv`.
class MispStix1PairsTest {

    private static final List<String> FILES = List.of(
            "misp_attributes_to_stix1",
            "misp_custom_attributes_to_stix1",
            "misp_objects_to_stix1",
            "misp_custom_objects_to_stix1",
            "misp_galaxies_to_stix1");

    private static final String PACKAGE = """
            <stix:STIX_Package xmlns:stix="s" xmlns:stixCommon="c" xmlns:stixVocabs="v" xmlns:cybox="x" xmlns:cyboxCommon="y"
             xmlns:cyboxVocabs="z" xmlns:indicator="i" xmlns:ttp="t" xmlns:et="e" xmlns:ta="a" xmlns:coa="o" xmlns:campaign="p"
             xmlns:incident="n" xmlns:snortTM="m" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" %s id="MISP:Package-1" version="1.1.1">%s</stix:STIX_Package>
            """;

    @Test
    void everyValueOfTheDocumentedPairsComesBackOrThereIsAReason() throws IOException {
        var missing = new TreeMap<String, String>();
        int equal = 0;
        for (var file : FILES) {
            var pairs = (JsonObject) Json.read(Vectors.text("conformance/misp-stix/mapping/" + file + ".json"));
            for (var pair : pairs.members()) {
                var documented = (JsonObject) pair.value();
                var wanted = values(JsonObject.empty()
                        .with("Object", documented.find("MISP").orElseThrow()));
                var read = values(read(packaged(documented.text("STIX").orElseThrow())));
                wanted.removeIf(value -> isIn(value, read));
                if (wanted.isEmpty()) {
                    equal++;
                } else {
                    missing.put(file.split("_to_")[0].replace('_', ' ') + " " + pair.name(), wanted.toString());
                }
            }
        }
        if (Boolean.getBoolean("theriac.pairs.show")) {
            missing.forEach((name, values) -> System.out.printf("%s  %s%n", name, values));
        }
        assertThat(missing.keySet()).isEqualTo(new TreeSet<>(reasons()));
        assertThat(equal).isGreaterThanOrEqualTo(39);
    }

    /// Whole events in the four versions that the MISP project writes: how many of the values that
    /// stand in its STIX 2.1 come out of each.
    @Test
    void wholeEventsSayTheSameInEachVersionAsFarAsItHasWords() throws IOException {
        var page = new StringBuilder("# Values of STIX 2.1 that come back from STIX 1.1, 1.2 and 2.0\n");
        for (var event : List.of("event1", "event2", "attributes_collection", "events_collection")) {
            var wanted = values(readAs(new StixBundle(), "test_%s_stix21.json".formatted(event)));
            page.append("%s: %d;".formatted(event, wanted.size()));
            for (var version : List.of("stix11.xml", "stix12.xml", "stix20.json")) {
                var format = version.endsWith(".xml") ? new Stix1() : new StixBundle();
                var read = values(readAs(format, "test_%s_%s".formatted(event, version)));
                page.append(" %s %d"
                        .formatted(
                                version,
                                wanted.stream()
                                        .filter(value -> isIn(value, read))
                                        .count()));
            }
            page.append('\n');
        }
        Golden.check("misp-stix-events.txt", page.toString());
    }

    private static JsonObject readAs(Format format, String file) throws IOException {
        return written(Collected.read(format, Vectors.text("conformance/misp-stix/events/" + file)));
    }

    /// As a value, or as a constant of a pattern that stays whole.
    private static boolean isIn(String value, TreeSet<String> read) {
        return read.contains(value)
                || read.stream()
                        .anyMatch(one -> one.startsWith("[")
                                && (one.contains("'" + value.replace("\\", "\\\\") + "'")
                                        || one.contains("= " + value)));
    }

    /// A documented fragment in a package of its own, as it would stand in one.
    private static String packaged(String fragment) {
        var text = fragment.replaceAll("(</?)cybox:ObservableType\\b", "$1cybox:Observable")
                .replaceAll("(</?)stixCommon:RelatedObservableType\\b", "$1cybox:Observable")
                .replaceAll("(</?)incident:HistoryItemType\\b", "$1incident:History_Item");
        if (text.contains("MutexObj:MutexObjectType")) {
            text = "<cybox:Observable id=\"MISP:Observable-1\"><cybox:Object>" + text
                    + "</cybox:Object></cybox:Observable>";
        }
        if (text.strip().startsWith("<incident:")) {
            text = "<stix:Incident id=\"MISP:Incident-1\">" + text + "</stix:Incident>";
        }
        var inside = text.contains("<cybox:Observable ") && !text.contains("Indicator")
                ? "<stix:Observables>" + text + "</stix:Observables>"
                : text;
        var prefixes = java.util.regex.Pattern.compile("[\"<']([A-Za-z0-9]+Obj):")
                .matcher(inside)
                .results()
                .map(found -> "xmlns:%1$s=\"%1$s\"".formatted(found.group(1)))
                .distinct()
                .collect(Collectors.joining(" "));
        return PACKAGE.formatted(prefixes, inside);
    }

    /// What is read, written as MISP.
    private static JsonObject read(String stix1) throws IOException {
        return written(Collected.read(new Stix1(), stix1));
    }

    private static JsonObject written(Collected read) {
        var objects = read.objects;
        var report = JsonObject.builder()
                .put("type", "report")
                .put("id", "report--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c9")
                .put("name", "Pairs")
                .put(
                        "object_refs",
                        objects.stream().map(object -> object.id().text()).toList())
                .build();
        return MispWriter.event(StixObject.of(report), objects, Tlp.CLEAR);
    }

    /// Each value, and of a pair of values each.
    private static TreeSet<String> values(JsonObject element) {
        var values = new TreeSet<String>();
        for (var name : List.of("Attribute", "Object", "Galaxy", "GalaxyCluster")) {
            var parts = element.array(name)
                    .map(JsonArray::objects)
                    .orElseGet(() -> element.object(name).stream().toList());
            parts.forEach(part -> values.addAll(values(part)));
        }
        element.text("value")
                .ifPresent(value -> Stream.of(value.split("\\|"))
                        .map(part -> part.strip().toLowerCase(Locale.ROOT))
                        .forEach(values::add));
        return values;
    }

    private static List<String> reasons() throws IOException {
        try (var lines = Files.lines(Golden.projectRoot().resolve("docs/conformance/misp.csv"))) {
            return new ArrayList<>(lines.filter(line -> line.startsWith("stix1,"))
                    .map(line -> line.split(",", 3)[1])
                    .toList());
        }
    }
}
