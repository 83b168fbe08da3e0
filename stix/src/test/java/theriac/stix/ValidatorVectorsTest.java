package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.testkit.Vectors;

/// The 903 objects of the OASIS validator's own tests, at the level of MUST. Where this library answers otherwise, the
/// case stands in `disagreements.txt` with its clause; a listed case that agrees again fails the test too.
class ValidatorVectorsTest {

    private static List<JsonObject> cases(String version) {
        Path file = Path.of(
                System.getProperty("theriac.shared.data", "missing"), "conformance/stix-objects/validator-cases.json");
        Assumptions.assumeTrue(
                Files.exists(file), "The shared data folder is absent, so the OASIS vectors are not run: " + file);
        try {
            JsonArray all = (JsonArray) Json.read(Files.readString(file));
            return all.objects().stream()
                    .filter(c -> c.text("stix_version").orElse("").equals(version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> disagreements() {
        Map<String, String> all = new TreeMap<>();
        SharedData.lines("/vectors/stix-objects/disagreements.txt").stream()
                .map(line -> line.split(" \\| "))
                .forEach(parts -> all.put(parts[0], parts[1]));
        return all;
    }

    private static String place(JsonObject one) {
        String source = one.text("source").orElseThrow();
        return source.substring(source.indexOf("/test/") + 6);
    }

    private static boolean expected(JsonObject one) {
        return one.bool("valid_without_strict").orElse(false);
    }

    @Test
    void everyMustOfTheOasisValidatorIsAnsweredAlike() {
        List<String> otherwise = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (JsonObject one : cases("2.1")) {
            List<Finding> findings = Validation.validate(one.find("object").orElseThrow());
            if (Validation.isValid(findings) != expected(one)) {
                seen.add(place(one));
                if (!disagreements().containsKey(place(one))) {
                    otherwise.add(place(one) + " expected valid=" + expected(one) + " " + findings);
                }
            }
        }
        assertThat(otherwise).isEmpty();
        assertThat(seen).as("every listed disagreement still is one").containsAll(listed("v21/"));
    }

    @Test
    void whatTheOasisValidatorAcceptsAsTwoPointZeroIsValidAfterTheUpgrade() {
        List<String> otherwise = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (JsonObject one : cases("2.0")) {
            List<Finding> findings = upgradedFindings(one.find("object").orElseThrow());
            if (expected(one) && !Validation.isValid(findings)) {
                seen.add(place(one));
                if (!disagreements().containsKey(place(one))) {
                    otherwise.add(place(one) + " " + findings);
                }
            }
        }
        assertThat(otherwise).isEmpty();
        assertThat(seen).as("every listed disagreement still is one").containsAll(listed("v20/"));
    }

    @Test
    void theExampleFilesOfTheOasisValidatorGetItsVerdicts() {
        String folder = "conformance/stix-objects/validator/";
        for (JsonObject one : SharedData.objects(folder + "verdicts.json")) {
            String file = one.text("file").orElseThrow();
            boolean valid = Json.parse(Vectors.text(folder + file), JsonLimits.standard())
                    .value()
                    .map(json -> file.startsWith("v20") ? upgradedFindings(json) : Validation.validate(json))
                    .filter(Validation::isValid)
                    .isPresent();
            assertThat(valid).as(file).isEqualTo(one.bool("valid").orElseThrow());
        }
    }

    /// What the OASIS elevator made of 84 documents of STIX 1: its faults are listed one by one, each with the clause
    /// that it breaks, and nothing else is an error.
    @Test
    void theResultsOfTheOasisElevatorHaveTheirOwnErrorsOnly() throws IOException {
        List<String> errors = new ArrayList<>();
        int documents = 0;
        for (Path file : Vectors.files("conformance/stix-objects/stix1-to-21")) {
            if (file.toString().endsWith(".json")) {
                documents++;
                Validation.validate(Json.read(Vectors.text(file))).stream()
                        .filter(Finding::isError)
                        .forEach(f -> errors.add(file.getFileName() + " | " + f.pointer() + " | " + f.rule()));
            }
        }
        assertThat(documents).isEqualTo(84);
        List<String> listed = SharedData.lines("/vectors/stix-objects/elevator.txt").stream()
                .map(line -> String.join(" | ", List.of(line.split(" \\| ")).subList(0, 3)))
                .toList();
        assertThat(errors).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static List<String> listed(String folder) {
        return disagreements().keySet().stream()
                .filter(k -> k.startsWith(folder))
                .toList();
    }

    private static List<Finding> upgradedFindings(JsonValue value) {
        if (value instanceof JsonObject bundle && bundle.array("objects").isPresent()) {
            return bundle.array("objects").orElseThrow().objects().stream()
                    .flatMap(o -> upgradedFindings(o).stream())
                    .toList();
        }
        if (!(value instanceof JsonObject json) || StixObject.find(json).isEmpty()) {
            return Validation.validate(value);
        }
        Upgraded upgraded = Upgrade.toV21(StixObject.of(json));
        List<Finding> findings = new ArrayList<>(Validation.validate(upgraded.object()));
        upgraded.additions().forEach(sco -> findings.addAll(Validation.validate(sco)));
        return findings;
    }
}
