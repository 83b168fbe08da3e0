package theriac.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The indicators a member recognises, compiled: a base, and an overlay with what changed since the base was written.
///
/// A change costs one new set (a second at a million indicators) and an overlay file, not a new base. Immutable and
/// safe between threads. Revoked indicators are not held; expired ones are, and stay silent ([Held#countsAt]).
public final class IndicatorSet {

    private final Segment base;
    private final BitSet masked;
    private final Segment overlay;
    private final Lookups lookups;

    IndicatorSet(Segment base, BitSet masked, Segment overlay) {
        this.base = base;
        this.masked = masked;
        this.overlay = overlay;
        this.lookups = Lookups.of(base, masked, overlay);
    }

    public static IndicatorSet empty() {
        return builder().build();
    }

    /// Starts a new set. The builder is for one thread.
    public static IndicatorSetBuilder builder() {
        return new IndicatorSetBuilder(null);
    }

    /// Starts a set with the changes that the builder then takes in: a newer version replaces, a revoked one drops.
    public IndicatorSetBuilder revise() {
        return new IndicatorSetBuilder(this);
    }

    /// Indicators held, also those without a value that a log can show.
    public int size() {
        return base.indicators() - masked.cardinality() + overlay.indicators();
    }

    /// Indicators of the base that the overlay has replaced or dropped, and those in the overlay: what [#compacted]
    /// would fold in.
    public int changes() {
        return masked.cardinality() + overlay.indicators();
    }

    /// Values that are searched for.
    public int values() {
        return base.entries() + overlay.entries();
    }

    /// An indicator of this set; empty when it is not held.
    public Optional<Held> find(String id) {
        Optional<UUID> uuid = IndicatorSetBuilder.uuid(id);
        if (uuid.isEmpty()) {
            return Optional.empty();
        }
        int place = overlay.indexOf(uuid.get());
        if (place >= 0) {
            return Optional.of(overlay.held(place));
        }
        int inBase = base.indexOf(uuid.get());
        return inBase < 0 || masked.get(inBase) ? Optional.empty() : Optional.of(base.held(inBase));
    }

    /// The indicators that watch for exactly this value, the overlay's first.
    public List<Held> watching(Watched value) {
        List<Held> found = new ArrayList<>(2);
        for (int e = overlay.find(value.kind(), value.text()); e >= 0; e = overlay.next()[e]) {
            found.add(overlay.held(overlay.owners()[e]));
        }
        for (int e = base.find(value.kind(), value.text()); e >= 0; e = base.next()[e]) {
            if (!masked.get(base.owners()[e])) {
                found.add(base.held(base.owners()[e]));
            }
        }
        return found;
    }

    /// A set of only those of these indicators that are held here.
    public IndicatorSet only(Set<String> ids) {
        SegmentBuilder builder = new SegmentBuilder(ids.size());
        builder.addAll(overlay, others(overlay, ids, new BitSet()));
        builder.addAll(base, others(base, ids, masked));
        return new IndicatorSet(builder.build(), new BitSet(), Segment.empty());
    }

    private static BitSet others(Segment segment, Set<String> ids, BitSet masked) {
        BitSet others = new BitSet();
        others.set(0, segment.indicators());
        for (String id : ids) {
            int place = IndicatorSetBuilder.uuid(id).map(segment::indexOf).orElse(-1);
            if (place >= 0 && !masked.get(place)) {
                others.clear(place);
            }
        }
        return others;
    }

    Lookups lookups() {
        return lookups;
    }

    Segment base() {
        return base;
    }

    BitSet masked() {
        return masked;
    }

    Segment overlay() {
        return overlay;
    }

    /// The same indicators with an empty overlay.
    public IndicatorSet compacted() {
        if (changes() == 0) {
            return this;
        }
        return new IndicatorSet(new SegmentMerge(base, masked, overlay).merged(), new BitSet(), Segment.empty());
    }

    /// SHA-256, in hexadecimal, over one line `id version` (a space between, LF after) per indicator held, in the
    /// order of the ids. Two sets with the same digest hold the same versions.
    public String digest() {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        int i = base.indicators() == 0 ? 0 : masked.nextClearBit(0);
        int j = 0;
        while (i < base.indicators() || j < overlay.indicators()) {
            boolean fromBase = j >= overlay.indicators()
                    || i < base.indicators()
                            && Segment.compare(
                                            base.idHigh()[i], base.idLow()[i], overlay.idHigh()[j], overlay.idLow()[j])
                                    < 0;
            Segment segment = fromBase ? base : overlay;
            int place = fromBase ? i : j;
            String line = segment.id(place) + " " + segment.versions().text(place) + "\n";
            sha256.update(line.getBytes(StandardCharsets.UTF_8));
            if (fromBase) {
                i = masked.nextClearBit(i + 1);
            } else {
                j++;
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /// Writes the base: format in `docs/adr/007-indicator-set-format.md`. The stream is not closed.
    public void writeBase(OutputStream out) throws IOException {
        SegmentFile.writeBase(base, out);
    }

    /// Writes the overlay; it can be read only with the base that this set has.
    public void writeOverlay(OutputStream out) throws IOException {
        SegmentFile.writeOverlay(this, out);
    }

    /// Reads a base and, when there is one, its overlay.
    ///
    /// @throws DamagedSetException when a file is cut short, altered, of another version, or not of this base
    public static IndicatorSet read(InputStream base, Optional<? extends InputStream> overlay)
            throws IOException, DamagedSetException {
        return SegmentFile.read(base, overlay.isPresent() ? overlay.get() : null);
    }
}
