/// What every room's tests share: [theriac.testkit.Golden] compares output with a kept file,
/// [theriac.testkit.FixedClock] stands still until it is told to move, [theriac.testkit.Vectors] finds third-party
/// data that lies outside the project, and [theriac.testkit.StixSamples] holds invented input in the formats of the
/// field.
///
/// Read [theriac.testkit.Golden] first. Test scope only. Deliberately absent: a STIX parser (the `stix` room itself
/// uses this package), a database (`theriac.hub.testing` has it), and mocks.
@NullMarked
package theriac.testkit;

import org.jspecify.annotations.NullMarked;
