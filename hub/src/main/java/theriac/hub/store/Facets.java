package theriac.hub.store;

import java.util.List;

/// How the answers to a question are spread, as one viewer sees them.
///
/// @param total how many answers there are
/// @param types most frequent first, as the others
public record Facets(Count total, List<Count> types, List<Count> sources, List<Count> labels, List<Count> tlps) {

    /// Larger counts cost and say nothing.
    public static final int MOST = 1_000;

    /// @param count at most [#MOST]
    /// @param more there are, or may be, more
    public record Count(String name, int count, boolean more) {

        /// @param complete everything was counted
        static Count of(String name, long counted, boolean complete) {
            return new Count(name, (int) Math.min(counted, MOST), counted > MOST || !complete);
        }
    }

    public Facets {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        labels = List.copyOf(labels);
        tlps = List.copyOf(tlps);
    }
}
