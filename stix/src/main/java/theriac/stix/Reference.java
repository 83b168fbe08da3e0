package theriac.stix;

/// One object names another (STIX 2.1 §2.9): through `created_by_ref`, `object_refs`, a marking, an extension …
///
/// @param property dotted name of the property that holds it, without list places: `granular_markings.marking_ref`
/// @param target the identifier named; the object itself may be unknown here (STIX 2.1 allows dangling references)
public record Reference(String property, StixId target) {}
