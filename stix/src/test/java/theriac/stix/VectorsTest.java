package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// Identifiers and canonical JSON against the vectors of others.
class VectorsTest {

    private static Path data(String place) {
        Path path = Path.of(System.getProperty("theriac.shared.data", "missing"), "conformance/stix-objects", place);
        Assumptions.assumeTrue(
                Files.exists(path), "The shared data folder is absent, so these vectors are not run: " + path);
        return path;
    }

    @Test
    void everyDeterministicIdAgrees() throws IOException {
        JsonArray cases = (JsonArray) Json.read(Files.readString(data("deterministic-ids.json")));
        assertThat(cases.size()).isEqualTo(88);
        for (JsonObject one : cases.objects()) {
            JsonObject object = one.object("object").orElseThrow();
            assertThat(DeterministicIds.sco(object).text())
                    .as(object.toString())
                    .isEqualTo(one.text("id").orElseThrow());
        }
    }

    @Test
    void everyCanonicalFormAgreesToTheByte() throws IOException {
        try (Stream<Path> inputs = Files.list(data("jcs/input"))) {
            for (Path input : inputs.toList()) {
                byte[] expected = Files.readAllBytes(data("jcs/output").resolve(input.getFileName()));
                var value = Json.parse(Files.readAllBytes(input), JsonLimits.standard())
                        .value();
                assertThat(Json.canonical(value.orElseThrow()))
                        .as(input.toString())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theNewestOfAVersionedStoreIsTheOneModifiedLast() throws IOException {
        Map<String, List<StixObject>> byId = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data("versioned-store"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                JsonObject json = (JsonObject) Json.read(Files.readString(file));
                StixObject object = StixObject.of(
                        json.array("objects").map(l -> l.objects().getFirst()).orElse(json));
                byId.computeIfAbsent(object.id().text(), _ -> new ArrayList<>()).add(object);
            }
        }
        assertThat(byId.values()).anyMatch(versions -> versions.size() > 1);
        byId.forEach((id, versions) -> {
            StixObject newest = Versions.newest(versions.reversed()).orElseThrow();
            assertThat(versions).as(id).allMatch(v -> v.version().compareTo(newest.version()) <= 0);
        });
    }
}
