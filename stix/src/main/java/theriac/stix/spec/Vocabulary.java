package theriac.stix.spec;

import java.util.Set;

/// An open vocabulary (`-ov`: other values are allowed) or an enumeration (`-enum`: they are not), STIX 2.1 §10.
///
/// @param values in the order of the specification
public record Vocabulary(String name, String clause, Set<String> values) {

    public boolean isOpen() {
        return !name.endsWith("-enum");
    }
}
