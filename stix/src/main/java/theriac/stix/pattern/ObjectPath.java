package theriac.stix.pattern;

import java.util.List;

/// The left side of a comparison (STIX 2.1 §9.7): an object type and the way to a property.
///
/// @param objectType for example `network-traffic`
/// @param steps      at least one; the first is a [Step.Property]
public record ObjectPath(String objectType, List<Step> steps) {

    /// Longest path, in steps; the specification's own types need at most six.
    public static final int MAX_STEPS = 100;

    /// One step of a path.
    public sealed interface Step {
        /// A property, a dictionary key, or the property of a referenced object.
        record Property(String name) implements Step {}

        /// One item of a list, counted from 0. A negative index is legal in the grammar and never matches.
        record Index(int position) implements Step {}

        /// Any item of a list: `[*]`.
        record AnyItem() implements Step {}
    }

    /// @throws IllegalArgumentException when the type is no object type, or the path does not begin with a property or
    /// has more than [#MAX_STEPS] steps
    public ObjectPath {
        steps = List.copyOf(steps);
        if (!isIdentifier(objectType, true)) {
            throw new IllegalArgumentException(
                    "'" + objectType + "' is not an object type: use letters, digits, - and _");
        }
        if (steps.isEmpty() || !(steps.getFirst() instanceof Step.Property)) {
            throw new IllegalArgumentException("an object path begins with a property, as in file:name");
        }
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("an object path has at most " + MAX_STEPS + " steps");
        }
    }

    /// A path of plain properties: `ObjectPath.of("file", "hashes", "SHA-256")`.
    public static ObjectPath of(String objectType, String... properties) {
        var steps = new Step[properties.length];
        for (int i = 0; i < properties.length; i++) {
            steps[i] = new Step.Property(properties[i]);
        }
        return new ObjectPath(objectType, List.of(steps));
    }

    /// The path as it is printed, for example `file:hashes.'SHA-256'`.
    public String text() {
        return objectType + ":" + propertyText();
    }

    /// The path after the colon, for example `hashes.'SHA-256'`.
    public String propertyText() {
        var out = new StringBuilder(32);
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Property(String name) -> {
                    if (i > 0) {
                        out.append('.');
                    }
                    appendName(out, name);
                }
                case Step.Index(int position) ->
                    out.append('[').append(position).append(']');
                case Step.AnyItem() -> out.append("[*]");
            }
        }
        return out.toString();
    }

    private static void appendName(StringBuilder out, String name) {
        if (isIdentifier(name, false) && !Token.isKeyword(name)) {
            out.append(name);
        } else {
            PatternPrinter.quote(out, name);
        }
    }

    static boolean isIdentifier(String text, boolean withHyphen) {
        if (text.isEmpty() || !startsIdentifier(text.charAt(0)) || (withHyphen && Token.isKeyword(text))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!startsIdentifier(c) && !(c >= '0' && c <= '9') && !(withHyphen && c == '-')) {
                return false;
            }
        }
        return true;
    }

    static boolean startsIdentifier(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
