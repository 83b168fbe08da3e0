/// The specification as data: every type of STIX 2.1 as a property table, with vocabularies and relationships.
///
/// Read [theriac.stix.spec.Spec] first; the tables are text files beside this package's classes in the resources.
/// Deliberately absent: checking (that is `theriac.stix.Validation`) and any type that is not in the specification.
@NullMarked
package theriac.stix.spec;

import org.jspecify.annotations.NullMarked;
