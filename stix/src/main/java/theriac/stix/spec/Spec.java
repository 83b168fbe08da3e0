package theriac.stix.spec;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// STIX 2.1 (with Errata 01) as tables. Immutable, safe between threads.
public final class Spec {

    /// The one specification, read once from the resources.
    public static final Spec V21 = new Spec();

    private final Map<String, TypeSpec> tables;
    private final Map<String, Vocabulary> vocabularies;
    /// Source, relationship type, targets.
    private final Map<String, Map<String, Set<String>>> relationships;
    private final TypeSpec customSdo;
    private final TypeSpec customSro;
    private final TypeSpec customSco;

    private Spec() {
        Tables reader = new Tables();
        this.tables = Map.copyOf(reader.types());
        this.vocabularies = Map.copyOf(reader.vocabularies());
        this.customSdo = reader.common(Kind.SDO);
        this.customSro = reader.common(Kind.SRO);
        this.customSco = reader.common(Kind.SCO);
        this.relationships = Map.copyOf(Tables.relationships());
    }

    /// The table of a type of STIX object (not of extensions and parts); empty for custom types.
    public Optional<TypeSpec> type(String name) {
        return Optional.ofNullable(tables.get(name))
                .filter(table -> table.kind().isObject());
    }

    /// The table of anything: object types, `bundle`, predefined extensions, and parts such as `kill-chain-phase`.
    public Optional<TypeSpec> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /// What holds for every object of a kind, as a table with an empty name: for types that come with an extension.
    public TypeSpec common(Kind kind) {
        return switch (kind) {
            case SCO -> customSco;
            case SRO -> customSro;
            default -> customSdo;
        };
    }

    public Collection<TypeSpec> tables() {
        return tables.values();
    }

    public Optional<Vocabulary> vocabulary(String name) {
        return Optional.ofNullable(vocabularies.get(name));
    }

    /// True when the type is a cyber-observable of the specification.
    public boolean isSco(String type) {
        TypeSpec table = tables.get(type);
        return table != null && table.kind() == Kind.SCO;
    }

    /// True when the specification lists this relationship (STIX 2.1 Appendix B), or it is one of the common ones
    /// (§3.7): `related-to` between any two, `derived-from` and `duplicate-of` between two of one type.
    public boolean listsRelationship(String source, String type, String target) {
        return switch (type) {
            case "related-to" -> true;
            case "derived-from", "duplicate-of" -> source.equals(target);
            default -> {
                Set<String> targets =
                        relationships.getOrDefault(source, Map.of()).getOrDefault(type, Set.of());
                yield targets.contains(target) || targets.contains("sco") && isSco(target);
            }
        };
    }

    /// The relationship types listed from a source to a target, common ones not included.
    public Set<String> relationshipTypes(String source, String target) {
        Set<String> types = new LinkedHashSet<>();
        for (String type : relationships.getOrDefault(source, Map.of()).keySet()) {
            if (listsRelationship(source, type, target)) {
                types.add(type);
            }
        }
        return types;
    }
}
