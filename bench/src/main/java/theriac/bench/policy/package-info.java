/// What it costs that everybody sees only what is meant for them.
@NullMarked
package theriac.bench.policy;

import org.jspecify.annotations.NullMarked;
