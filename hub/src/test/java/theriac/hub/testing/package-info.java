/// What the hub's tests share: [theriac.hub.testing.TestDatabase], a real PostgreSQL with the real schema. Read it
/// first. Deliberately absent: fakes of the database. A machine without PostgreSQL fails these tests, it does not
/// skip them.
@NullMarked
package theriac.hub.testing;

import org.jspecify.annotations.NullMarked;
