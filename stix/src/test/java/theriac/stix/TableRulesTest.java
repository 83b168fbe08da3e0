package theriac.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Kind;
import theriac.stix.spec.Level;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.ValueType;

/// Every row of every table is enforced: a property that is missing, of the wrong type, empty or null is an error at
/// its place. With the comparison of the tables with the specification's text this covers each row of the text.
class TableRulesTest {

    private static final String ID = "--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f";

    private static JsonObject bare(TypeSpec type) {
        return JsonObject.builder()
                .put("type", type.name())
                .put("id", type.name() + ID)
                .build();
    }

    private static List<TypeSpec> objects() {
        return Spec.V21.tables().stream()
                .filter(t -> t.kind().compareTo(Kind.BUNDLE) <= 0)
                .toList();
    }

    private static boolean isError(JsonObject object, String property) {
        return Validation.validate(object).stream()
                .anyMatch(f -> f.isError() && f.pointer().startsWith("/" + property));
    }

    @Test
    void everyRequiredPropertyIsMissed() {
        List<String> notMissed = new ArrayList<>();
        for (TypeSpec type : objects()) {
            List<String> said = Validation.validate(bare(type)).stream()
                    .filter(f -> f.rule().equals("stix-property-required"))
                    .map(Finding::message)
                    .toList();
            type.properties().values().stream()
                    .filter(p -> p.level() == Level.REQUIRED && !bare(type).has(p.name()))
                    .filter(p -> said.stream().noneMatch(m -> m.contains(" " + p.name() + " ")))
                    .forEach(p -> notMissed.add(type.name() + "." + p.name()));
        }
        assertThat(notMissed).isEmpty();
    }

    @Test
    void noPropertyTakesAValueOfAnotherType() {
        List<String> taken = new ArrayList<>();
        for (TypeSpec type : objects()) {
            for (PropertySpec property : type.properties().values()) {
                if (property.level() == Level.ABSENT || property.name().equals("type")) {
                    continue;
                }
                for (JsonValue wrong : wrongFor(property.type())) {
                    if (!isError(bare(type).with(property.name(), wrong), property.name())) {
                        taken.add(type.name() + "." + property.name() + " takes " + wrong);
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    private static List<JsonValue> wrongFor(ValueType type) {
        JsonValue number = Json.read("-1.5");
        JsonValue text = new JsonString("\u0001 no");
        List<JsonValue> wrong = new ArrayList<>(List.of(JsonNull.NULL, JsonArray.EMPTY, Json.read("[[5]]")));
        switch (type) {
            case ValueType.Text _ -> wrong.add(number);
            case ValueType.Term(var vocabulary) -> {
                wrong.add(number);
                if (!vocabulary.isOpen()) {
                    wrong.add(text);
                }
            }
            case ValueType.ListOf(ValueType item) -> {
                wrong.removeLast();
                wrong.addAll(List.of(number, text));
                wrongFor(item).stream()
                        .filter(v -> v != JsonArray.EMPTY)
                        .forEach(v -> wrong.add(JsonArray.of(List.of(v))));
            }
            case ValueType.Part _, ValueType.Dictionary _, ValueType.Extensions _, ValueType.Observables _ ->
                wrong.addAll(List.of(number, text, JsonObject.empty()));
            case ValueType.Hashes _ -> wrong.addAll(List.of(number, text, JsonObject.empty()));
            case ValueType.Any _ -> wrong.removeIf(v -> v != JsonNull.NULL);
            case ValueType.Decimal _ -> wrong.add(text);
            default -> wrong.addAll(List.of(number, text));
        }
        return wrong;
    }

    /// Extensions and the structures within objects: their tables are enforced where they stand.
    @Test
    void theTablesOfPredefinedExtensionsAreEnforcedToo() {
        List<String> taken = new ArrayList<>();
        for (TypeSpec type : objects()) {
            for (String name : type.extensions()) {
                TypeSpec extension = Spec.V21.table(name).orElseThrow();
                for (PropertySpec property : extension.properties().values()) {
                    for (JsonValue wrong : wrongFor(property.type())) {
                        JsonObject inner = JsonObject.empty().with(property.name(), wrong);
                        JsonObject object =
                                bare(type).with("extensions", JsonObject.empty().with(name, inner));
                        if (!isError(object, "extensions/" + name + "/" + property.name())) {
                            taken.add(name + "." + property.name() + " takes " + wrong);
                        }
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
    }
}
