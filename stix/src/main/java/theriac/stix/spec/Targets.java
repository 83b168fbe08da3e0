package theriac.stix.spec;

import java.util.EnumSet;
import java.util.Set;

/// Which objects a reference may name: kinds, single types, or any.
///
/// @param any true when every STIX object may be named
public record Targets(boolean any, Set<Kind> kinds, Set<String> types) {

    static Targets parse(String text) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> types = new java.util.LinkedHashSet<>();
        for (String word : text.split(",")) {
            switch (word) {
                case "sdo" -> kinds.add(Kind.SDO);
                case "sco" -> kinds.add(Kind.SCO);
                case "sro" -> kinds.add(Kind.SRO);
                default -> types.add(word);
            }
        }
        return new Targets(text.equals("any"), kinds, Set.copyOf(types));
    }

    /// True when an object of this type may be named. A type that the specification does not know may stand wherever
    /// a whole kind may.
    public boolean allow(String type, Spec spec) {
        if (any || types.contains(type)) {
            return true;
        }
        return !kinds.isEmpty()
                && spec.table(type).map(t -> kinds.contains(t.kind())).orElse(true);
    }

    @Override
    public String toString() {
        java.util.List<String> words = new java.util.ArrayList<>();
        kinds.forEach(kind -> words.add(kind.name()));
        types.stream().sorted().forEach(words::add);
        return String.join(" or ", words);
    }
}
