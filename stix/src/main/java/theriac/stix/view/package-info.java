/// Typed views of the objects that the hub computes with, and builders with their required properties filled in.
///
/// Read [theriac.stix.view.Indicator] first. Deliberately absent: views of types that are only stored and shown, and
/// any copy of the data: a view is the object itself.
@NullMarked
package theriac.stix.view;

import org.jspecify.annotations.NullMarked;
