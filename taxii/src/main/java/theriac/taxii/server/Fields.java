package theriac.taxii.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Names with values, in order, names may repeat: the query of a URL or the headers of a message.
/// Immutable; header names are kept in lower case.
public final class Fields {

    /// One name with one value.
    public record Field(String name, String value) {}

    private static final Fields NONE = new Fields(List.of());

    private final List<Field> fields;

    private Fields(List<Field> fields) {
        this.fields = fields;
    }

    public static Fields none() {
        return NONE;
    }

    /// Headers as HTTP libraries hold them.
    public static Fields headers(Map<String, List<String>> headers) {
        List<Field> all = new ArrayList<>();
        headers.forEach((name, values) ->
                values.forEach(value -> all.add(new Field(name.toLowerCase(Locale.ROOT), value))));
        return new Fields(List.copyOf(all));
    }

    /// The query of a URL as it was sent, without the question mark. Empty text has no fields. A part whose percent
    /// signs make no sense stays as it is, and is refused as a value later.
    public static Fields query(String raw) {
        List<Field> all = new ArrayList<>();
        for (String part : raw.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                all.add(new Field(lenient(name), equals < 0 ? "" : lenient(part.substring(equals + 1))));
            }
        }
        return new Fields(List.copyOf(all));
    }

    /// This with one more field at the end.
    public Fields with(String name, String value) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field(name, value));
        return new Fields(List.copyOf(all));
    }

    public List<Field> list() {
        return fields;
    }

    /// All values of a name, in order.
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    private static String lenient(String text) {
        try {
            return decoded(text);
        } catch (TaxiiProblem malformed) {
            return text;
        }
    }

    /// Percent-decoded text, where a plus sign is a space.
    ///
    /// @throws TaxiiProblem 400 when a percent sign is not followed by two hexadecimal digits
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw TaxiiProblem.badRequest("The address holds a percent sign without two hexadecimal digits: " + text);
        }
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
