package theriac.stix.spec;

/// Whether an object must have a property.
public enum Level {
    REQUIRED,
    OPTIONAL,
    /// Optional, and no longer to be used in new content.
    DEPRECATED,
    /// A common property that this kind of object does not use.
    ABSENT
}
