package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.spec.Kind;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;

/// Clause by clause: a valid sample of each type, and one change to it that the clause forbids.
class ClauseVectorsTest {

    private static final Map<String, JsonObject> SAMPLES = samples();

    /// One line of `clauses.txt`.
    ///
    /// @param rule the rule that must be reported; with `?` before it, by advice only
    record Clause(String key, Severity severity, JsonObject sample, JsonObject change, String rule) {

        static Clause parse(String line) {
            String[] words = line.split(" \\| ");
            Severity severity = words[1].equals("MUST") ? Severity.ERROR : Severity.WARNING;
            return new Clause(
                    words[0], severity, SAMPLES.get(words[2]), (JsonObject) Json.read(words[3]), words[4].strip());
        }

        /// Told on request only.
        boolean isAdvice() {
            return rule.startsWith("?");
        }

        JsonObject changed() {
            JsonObject changed = sample;
            for (JsonObject.Member member : change.members()) {
                changed = member.value() == JsonNull.NULL
                        ? changed.without(member.name())
                        : changed.with(member.name(), member.value());
            }
            return changed.text("id").filter("@sco"::equals).isPresent()
                    ? changed.with(
                            "id", new JsonString(DeterministicIds.sco(changed).text()))
                    : changed;
        }

        @Override
        public String toString() {
            return key;
        }
    }

    private static Map<String, JsonObject> samples() {
        Map<String, JsonObject> samples = new LinkedHashMap<>();
        String text = String.join("\n", SharedData.lines("/vectors/stix-objects/samples.json"));
        ((JsonArray) Json.read(text))
                .objects()
                .forEach(sample -> samples.put(sample.text("type").orElseThrow(), sample));
        return samples;
    }

    /// A valid object of each type.
    static Collection<JsonObject> sampleObjects() {
        return SAMPLES.values();
    }

    static Stream<Clause> clauses() {
        return SharedData.lines("/vectors/stix-objects/clauses.txt").stream().map(Clause::parse);
    }

    @Test
    void everyTypeHasASampleWithoutErrors() {
        Set<String> types = new TreeSet<>(SAMPLES.keySet());
        types.remove("x-example-thing");
        Set<String> known = new TreeSet<>();
        Spec.V21.tables().stream()
                .filter(t -> t.kind().compareTo(Kind.BUNDLE) <= 0)
                .map(TypeSpec::name)
                .forEach(known::add);
        assertThat(types).isEqualTo(known);
        SAMPLES.forEach((type, sample) -> assertThat(Validation.validate(sample))
                .as(type)
                .allMatch(f -> f.rule().equals("stix-custom-type") || f.rule().equals("stix-custom-property")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void whatAClauseForbidsIsReportedAtItsLevel(Clause clause) {
        List<Finding> findings = Validation.validate(clause.changed());
        if (clause.isAdvice()) {
            assertThat(findings)
                    .as("what is reported without asking is no advice: give the clause its rule")
                    .filteredOn(f -> !f.rule().startsWith("stix-custom"))
                    .noneMatch(f -> f.severity().compareTo(clause.severity()) <= 0);
            assertThat(Validation.advise(clause.changed()))
                    .anyMatch(f -> f.rule().equals(clause.rule().substring(1)) && f.severity() == Severity.INFO);
        } else {
            assertThat(findings).anyMatch(f -> f.rule().equals(clause.rule()) && f.severity() == clause.severity());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void theSampleItselfDoesNotBreakTheClause(Clause clause) {
        assertThat(Validation.validate(clause.sample()))
                .noneMatch(f -> f.rule().equals(clause.rule()) && f.severity() == Severity.ERROR);
        assertThat(Validation.advise(clause.sample()))
                .noneMatch(
                        f -> clause.isAdvice() && f.rule().equals(clause.rule().substring(1)));
    }
}
