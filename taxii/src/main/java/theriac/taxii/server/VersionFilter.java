package theriac.taxii.server;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// `match[version]`: which versions of each object are wanted (TAXII 2.1 §3.4). The answer is the union of the picks
/// and the exact times, without doubles.
///
/// @param picks relative choices; `ALL` stands alone
/// @param exact times compared as instants with `modified`, else `created`, else [ManifestRecord#UNVERSIONED]
public record VersionFilter(Set<Pick> picks, Set<Instant> exact) {

    /// A choice among the versions that a collection holds of one object and that the other filters let through.
    public enum Pick {
        FIRST,
        LAST,
        ALL
    }

    /// The default: the newest version.
    public static final VersionFilter NEWEST = new VersionFilter(EnumSet.of(Pick.LAST), Set.of());

    /// Every version.
    public static final VersionFilter EVERY = new VersionFilter(EnumSet.of(Pick.ALL), Set.of());

    public VersionFilter {
        picks = Set.copyOf(picks);
        exact = Set.copyOf(exact);
        if (picks.contains(Pick.ALL) && picks.size() + exact.size() > 1) {
            throw new IllegalArgumentException("match[version]=all stands alone (TAXII 2.1 §3.4.1).");
        }
    }
}
