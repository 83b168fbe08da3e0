package theriac.stix.spec;

/// The type of a property's value (STIX 2.1 §2).
public sealed interface ValueType {

    record Text() implements ValueType {}

    record Bool() implements ValueType {}

    /// An integer within inclusive bounds.
    record Int(long least, long most) implements ValueType {}

    /// Any number within inclusive bounds.
    record Decimal(double least, double most) implements ValueType {}

    record Time() implements ValueType {}

    /// The object's own identifier.
    record Id() implements ValueType {}

    /// An identifier of another object.
    record Ref(Targets targets) implements ValueType {}

    record Hashes() implements ValueType {}

    record Hex() implements ValueType {}

    record Binary() implements ValueType {}

    /// A language code of RFC 5646.
    record Language() implements ValueType {}

    /// A term of an open vocabulary or of an enumeration.
    record Term(Vocabulary vocabulary) implements ValueType {}

    /// A structure with a table of its own, by name.
    record Part(String table) implements ValueType {}

    record ListOf(ValueType item) implements ValueType {}

    /// A dictionary whose values are of the named JSON types.
    record Dictionary(boolean text, boolean integer, boolean list, boolean any) implements ValueType {}

    /// The `extensions` property.
    record Extensions() implements ValueType {}

    /// The deprecated observable container (STIX 2.1 §2.13).
    record Observables() implements ValueType {}

    /// A name kept free for later versions: it must not be used (STIX 2.1 §3.8).
    record Reserved() implements ValueType {}

    /// Anything.
    record Any() implements ValueType {}
}
