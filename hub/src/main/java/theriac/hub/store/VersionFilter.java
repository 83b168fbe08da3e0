package theriac.hub.store;

import java.util.Set;

/// Which versions of an object to give (TAXII 2.1 §3.4.1 `match[version]`); the union of what is set.
///
/// @param exact `modified` values, to the last digit
public record VersionFilter(boolean last, boolean first, boolean all, Set<String> exact) {

    public VersionFilter {
        exact = Set.copyOf(exact);
    }

    /// The newest version only: the default.
    public static final VersionFilter LAST = new VersionFilter(true, false, false, Set.of());

    public static final VersionFilter FIRST = new VersionFilter(false, true, false, Set.of());

    public static final VersionFilter ALL = new VersionFilter(false, false, true, Set.of());

    public static VersionFilter exactly(Set<String> versions) {
        return new VersionFilter(false, false, false, versions);
    }
}
