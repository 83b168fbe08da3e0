package theriac.hub.situation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What one organisation's files said of one warning, in the order in which they were fetched: which of its indicators
/// were in them. An indicator that is in one file need not be in another.
final class FilesTaken {

    static final FilesTaken NONE = new FilesTaken();

    private final List<Taken> rows = new ArrayList<>();

    /// @param seq position of the fetch
    private record Taken(long seq, String file, BitSet holds) {}

    /// @param holds one bit for each indicator of the warning; the newest row comes last
    void add(long seq, String file, BitSet holds) {
        rows.add(new Taken(seq, file, holds));
    }

    /// When the last of so many indicators had been in some file; empty: at least one never was.
    OptionalLong whole(int indicators) {
        var ever = new BitSet();
        for (var row : rows) {
            ever.or(row.holds());
            if (indicators > 0 && ever.nextClearBit(0) >= indicators) {
                return OptionalLong.of(row.seq());
            }
        }
        return OptionalLong.empty();
    }

    /// How many of the indicators were in some file at some time.
    int had() {
        var ever = new BitSet();
        rows.forEach(row -> ever.or(row.holds()));
        return ever.cardinality();
    }

    /// Whether an indicator was in a file at this position.
    boolean has(int indicator, long position) {
        return holding(indicator, position).containsValue(true);
    }

    /// When it was in none any more, for one that was in some file at this position; empty: it still is.
    OptionalLong dropped(int indicator, long position) {
        var holding = holding(indicator, position);
        for (var row : rows) {
            if (row.seq() > position) {
                holding.put(row.file(), row.holds().get(indicator));
                if (!holding.containsValue(true)) {
                    return OptionalLong.of(row.seq());
                }
            }
        }
        return OptionalLong.empty();
    }

    private Map<String, Boolean> holding(int indicator, long position) {
        var holding = new HashMap<String, Boolean>();
        for (var row : rows) {
            if (row.seq() <= position) {
                holding.put(row.file(), row.holds().get(indicator));
            }
        }
        return holding;
    }
}
