package theriac.stix.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One table: a type of object, a predefined extension, or a structure within objects.
///
/// @param clause section of STIX 2.1, such as `4.7.1`
/// @param properties common and own properties by name, in the order of the specification
/// @param own names of the properties of its own table
/// @param rules rules over several properties
/// @param extensions names of the predefined extensions of this type
/// @param contributing names of the id-contributing properties (SCOs)
/// @param requiredMask the bits of all required properties
public record TypeSpec(
        String name,
        Kind kind,
        String clause,
        Map<String, PropertySpec> properties,
        Set<String> own,
        List<Rule> rules,
        List<String> extensions,
        List<String> contributing,
        long requiredMask) {

    /// The row of a property; null when the type has none of that name.
    public @Nullable PropertySpec property(String property) {
        return properties.get(property);
    }

    /// The clause as findings cite it.
    public String citation() {
        return "STIX 2.1 §" + clause;
    }
}
