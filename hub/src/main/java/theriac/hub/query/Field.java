package theriac.hub.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The fields of questions, as they are written.
enum Field {
    TYPE,
    ID,
    NAME,
    VALUE,
    LABEL,
    SOURCE,
    TECHNIQUE,
    ACTOR,
    MALWARE,
    CONCERNS,
    REVOKED,
    TLP,
    RELIABILITY,
    CONFIDENCE,
    SCORE,
    SOURCES,
    CREATED,
    MODIFIED,
    ADDED,
    SEEN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Field> of(String text) {
        return Arrays.stream(values())
                .filter(field -> field.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// Whether `<`, `<=`, `>` and `>=` mean something.
    boolean ordered() {
        return ordinal() >= TLP.ordinal();
    }

    /// The sentence about a field that does not exist.
    static String unknown(String text) {
        var near = Arrays.stream(values())
                .map(Field::text)
                .filter(name -> Nearness.close(name, text.toLowerCase(Locale.ROOT)))
                .findFirst();
        return near.map(name -> "There is no field \"%s\"; did you mean %s:?".formatted(text, name))
                .orElseGet(() -> ("There is no field \"%s\". The fields are %s. To look for the text itself, put it in"
                                + " quotation marks.")
                        .formatted(
                                text,
                                Arrays.stream(values())
                                        .map(Field::text)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}
