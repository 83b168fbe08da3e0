/// What leaves the hub for machines, at a size: block lists and TAXII.
@NullMarked
package theriac.bench.exchange;

import org.jspecify.annotations.NullMarked;
