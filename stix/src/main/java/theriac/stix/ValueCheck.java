package theriac.stix;

import java.util.Base64;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNull;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Spec;
import theriac.stix.spec.Targets;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.ValueType;
import theriac.stix.spec.Vocabulary;

/// Checks one value against its type (STIX 2.1 §2).
final class ValueCheck {

    private final Report report;
    private final Spec spec;
    private final MemberCheck members;

    ValueCheck(Report report, Spec spec, MemberCheck members) {
        this.report = report;
        this.spec = spec;
        this.members = members;
    }

    /// Checks the value at the report's place.
    void value(ValueType type, JsonValue value) {
        if (value == JsonNull.NULL) {
            report.error("stix-null", "null is no value in STIX; leave the property out (STIX 2.1 §2).");
            return;
        }
        switch (type) {
            case ValueType.Text _ -> text(value);
            case ValueType.ListOf(ValueType item) -> list(item, value);
            case ValueType.Ref(Targets targets) -> ref(targets, value);
            case ValueType.Time _ -> time(value);
            case ValueType.Part(String table) -> part(table, value);
            case ValueType.Term(Vocabulary vocabulary) -> term(vocabulary, value);
            case ValueType.Bool _ -> bool(value);
            case ValueType.Int(long least, long most) -> integer(least, most, value);
            case ValueType.Decimal(double least, double most) -> decimal(least, most, value);
            case ValueType.Hashes _ -> hashes(value);
            case ValueType.Hex _ -> hex(value);
            case ValueType.Binary _ -> binary(value);
            case ValueType.Language _ -> language(value);
            case ValueType.Dictionary dictionary -> dictionary(dictionary, value);
            case ValueType.Reserved _ ->
                report.error("stix-reserved", "This name is reserved and must not be used (STIX 2.1 §3.8).");
            case ValueType.Any _ -> anything(value);
            case ValueType.Id _ -> text(value); // its form is checked with the type, by ObjectCheck
            case ValueType.Extensions _, ValueType.Observables _ -> object(value); // ObjectCheck looks inside
        }
    }

    private void wrong(String expected) {
        report.error("stix-property-type", "This must be " + expected + ".");
    }

    private void text(JsonValue value) {
        if (!(value instanceof JsonString)) {
            wrong("a string (STIX 2.1 §2.15)");
        }
    }

    private void bool(JsonValue value) {
        if (!(value instanceof JsonBoolean)) {
            wrong("true or false (STIX 2.1 §2.2)");
        }
    }

    private void object(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            wrong("a dictionary (STIX 2.1 §2.3)");
        } else if (object.size() == 0) {
            emptyDictionary();
        }
    }

    private void emptyDictionary() {
        report.error("stix-empty", "A dictionary must not be empty; leave the property out (STIX 2.1 §2.3).");
    }

    private void list(ValueType item, JsonValue value) {
        if (!(value instanceof JsonArray array)) {
            wrong("a list (STIX 2.1 §2.12)");
            return;
        }
        if (array.size() == 0) {
            report.error("stix-empty", "A list must not be empty; leave the property out (STIX 2.1 §2.12).");
        }
        for (int i = 0; i < array.size(); i++) {
            report.into(i);
            value(item, array.values().get(i));
            report.leave();
        }
    }

    private void ref(Targets targets, JsonValue value) {
        if (!(value instanceof JsonString(String id))) {
            wrong("an identifier (STIX 2.1 §2.9)");
            return;
        }
        if (!StixId.isValid(id)) {
            report.error(
                    "stix-id-form",
                    Report.quoted(id) + " is not an identifier of the form type--uuid (STIX 2.1 §2.9).");
            return;
        }
        if (targets.any()) {
            return;
        }
        String type = StixId.typeOf(id);
        if (!targets.allow(type, spec)) {
            report.error(
                    "stix-ref-target",
                    "This refers to " + type + "; it must refer to " + targets + " (STIX 2.1 §2.9).");
        }
    }

    private void time(JsonValue value) {
        if (!(value instanceof JsonString(String text)) || StixTimestamp.parseOrNull(text) == null) {
            wrong("a timestamp YYYY-MM-DDTHH:mm:ss[.s+]Z (STIX 2.1 §2.16)");
        }
    }

    private void integer(long least, long most, JsonValue value) {
        if (!(value instanceof JsonNumber number) || !number.isInteger()) {
            wrong("an integer (STIX 2.1 §2.10)");
            return;
        }
        var exact = number.integer();
        if (exact.isEmpty() || exact.getAsLong() < least || exact.getAsLong() > most) {
            report.error(
                    "stix-range", number.text() + " is not between " + least + " and " + most + " (STIX 2.1 §2.10).");
        }
    }

    private void decimal(double least, double most, JsonValue value) {
        if (!(value instanceof JsonNumber number)) {
            wrong("a number (STIX 2.1 §2.6)");
            return;
        }
        double exact = number.value();
        if (exact < least || exact > most) {
            report.error(
                    "stix-range", number.text() + " is not between " + least + " and " + most + " (STIX 2.1 §2.6).");
        }
    }

    private void term(Vocabulary vocabulary, JsonValue value) {
        if (!(value instanceof JsonString(String term))) {
            wrong("a term of " + vocabulary.name() + " (STIX 2.1 §2.14)");
            return;
        }
        if (vocabulary.values().contains(term)) {
            return;
        }
        String sentence =
                Report.quoted(term) + " is not in " + vocabulary.name() + " (STIX 2.1 §" + vocabulary.clause() + ").";
        if (vocabulary.isOpen()) {
            report.warning("stix-vocabulary", sentence);
        } else {
            report.error("stix-enumeration", sentence);
        }
    }

    private void hashes(JsonValue value) {
        object(value);
        if (value instanceof JsonObject hashes) {
            HashValues.check(hashes, report);
        }
    }

    private void hex(JsonValue value) {
        if (!(value instanceof JsonString(String text))) {
            wrong("a hexadecimal string (STIX 2.1 §2.8)");
            return;
        }
        boolean even = text.length() % 2 == 0;
        if (!even || !HashValues.isHex(text) || !text.equals(text.toLowerCase(java.util.Locale.ROOT))) {
            wrong("an even number of lower-case hexadecimal digits (STIX 2.1 §2.8)");
        }
    }

    private void binary(JsonValue value) {
        if (!(value instanceof JsonString(String text)) || !isBase64(text)) {
            wrong("base64 (STIX 2.1 §2.1)");
        }
    }

    private static boolean isBase64(String text) {
        if (text.length() % 4 != 0) {
            return false;
        }
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException notBase64) {
            return false; // the decoder has no other way to say so
        }
    }

    private void language(JsonValue value) {
        if (!(value instanceof JsonString(String code)) || !Names.isLanguage(code)) {
            wrong("a language code of RFC 5646 (STIX 2.1 §3.2)");
        }
    }

    private void part(String table, JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            wrong("an object: " + table);
            return;
        }
        TypeSpec type = spec.table(table)
                .orElseThrow(() -> new IllegalStateException("The tables name a part that has no table: " + table));
        members.check(type, object);
    }

    private void dictionary(ValueType.Dictionary type, JsonValue value) {
        object(value);
        if (!(value instanceof JsonObject dictionary)) {
            return;
        }
        for (int i = 0; i < dictionary.size(); i++) {
            report.into(dictionary.nameAt(i));
            key(dictionary.nameAt(i));
            dictionaryValue(type, dictionary.valueAt(i));
            report.leave();
        }
    }

    private void key(String key) {
        if (!Names.isKey(key)) {
            report.error(
                    "stix-dictionary-key",
                    "A dictionary key has 1 to 250 ASCII letters, digits, hyphens and underscores (STIX 2.1 §2.3); "
                            + Report.quoted(key) + " has not.");
        }
    }

    private void dictionaryValue(ValueType.Dictionary type, JsonValue value) {
        boolean fits = switch (value) {
            case JsonString _ -> type.text();
            case JsonNumber number -> type.integer() && number.isInteger();
            case JsonArray array ->
                type.list() && array.values().stream().allMatch(JsonString.class::isInstance) && array.size() > 0;
            case JsonObject _, JsonBoolean _, JsonNull _ -> false;
        };
        if (type.any()) {
            anything(value);
        } else if (!fits) {
            wrong("of the type that this dictionary holds (STIX 2.1 §2.3): "
                    + (type.list() ? "a list of strings" : type.text() ? "a string" : "an integer"));
        }
    }

    /// A custom property: of unknown type, but null is no value and a property is left out rather than empty.
    void custom(JsonValue value) {
        if (value instanceof JsonArray array && array.size() == 0) {
            report.error("stix-empty", "A list must not be empty; leave the property out (STIX 2.1 §2.12).");
        } else {
            anything(value);
        }
    }

    /// Content within custom properties: whether a list there is a STIX list is unknown, so an empty one is a warning.
    void anything(JsonValue value) {
        switch (value) {
            case JsonNull _ ->
                report.error("stix-null", "null is no value in STIX; leave the property out (STIX 2.1 §2).");
            case JsonArray array -> {
                if (array.size() == 0) {
                    report.warning("stix-empty", "A list should not be empty; leave it out (STIX 2.1 §2.12).");
                }
                for (int i = 0; i < array.size(); i++) {
                    report.into(i);
                    anything(array.values().get(i));
                    report.leave();
                }
            }
            case JsonObject object -> {
                for (int i = 0; i < object.size(); i++) {
                    report.into(object.nameAt(i));
                    anything(object.valueAt(i));
                    report.leave();
                }
            }
            case JsonString _, JsonNumber _, JsonBoolean _ -> {}
        }
    }
}
