/// The knowledge store under generated intelligence whose size, values and sharing of references are known. Read
/// [theriac.bench.store.Invented] first.
@NullMarked
package theriac.bench.store;

import org.jspecify.annotations.NullMarked;
