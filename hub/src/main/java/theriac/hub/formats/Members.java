package theriac.hub.formats;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;

/// What stands in others' JSON, where it may be absent or of another type than agreed.
final class Members {

    private Members() {}

    static List<JsonObject> objects(JsonObject json, String name) {
        return json.array(name).map(JsonArray::objects).orElse(List.of());
    }

    static List<String> texts(JsonObject json, String name) {
        return json.array(name).map(JsonArray::texts).orElse(List.of());
    }

    static Optional<Instant> moment(JsonObject json, String name) {
        return json.find(name).flatMap(Members::scalar).flatMap(Moments::parse);
    }

    /// The text of a scalar; empty for lists, objects and null.
    static Optional<String> scalar(JsonValue value) {
        return switch (value) {
            case JsonString(String text) -> Optional.of(text);
            case JsonNumber(String text) -> Optional.of(text);
            case JsonBoolean bool -> Optional.of(Boolean.toString(bool.value()));
            default -> Optional.empty();
        };
    }

    /// The text of a scalar, or the texts of a list of scalars.
    static Stream<String> scalars(JsonValue value) {
        return value instanceof JsonArray array
                ? array.values().stream().flatMap(one -> scalar(one).stream())
                : scalar(value).stream();
    }

    @SafeVarargs
    static String paragraphs(Optional<String>... parts) {
        return Arrays.stream(parts)
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }
}
