package theriac.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;

/// Takes in indicators, in any order, and freezes them into an [IndicatorSet]. The newest `modified` of an id wins,
/// whatever the order of arrival. Not thread-safe.
public final class IndicatorSetBuilder {

    private static final String TYPE = "indicator--";
    private static final int UUID_CHARS = 36;

    private final @Nullable IndicatorSet revised;
    private final SegmentBuilder added;
    private final List<UUID> dropped = new ArrayList<>();

    IndicatorSetBuilder(@Nullable IndicatorSet revised) {
        this.revised = revised;
        this.added = new SegmentBuilder(revised == null ? 0 : revised.overlay().indicators() + 16);
        if (revised != null) {
            added.addAll(revised.overlay(), new BitSet());
        }
    }

    /// Takes in one version of an indicator. Objects of other types are ignored.
    ///
    /// @return what cannot be seen in logs, and why; the indicator is held all the same
    public List<Finding> add(StixObject indicator) {
        Optional<UUID> id = uuid(indicator.id().text());
        if (id.isEmpty()) {
            return indicator.type().equals("indicator") ? List.of(oddId(indicator)) : List.of();
        }
        if (isOlder(id.get(), indicator.version())) {
            return List.of();
        }
        if (indicator.revoked()) {
            added.drop(id.get(), indicator.version());
            dropped.add(id.get());
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        List<Watched> watched = watched(indicator, findings);
        added.add(
                id.get(),
                indicator.version(),
                indicator.timestamp("valid_from").map(StixTimestamp::instant),
                indicator.timestamp("valid_until").map(StixTimestamp::instant),
                watched);
        return findings;
    }

    /// Takes in values that need no pattern: an indicator of a list.
    ///
    /// @throws IllegalArgumentException when the id is not `indicator--` and a UUID in lower case
    public IndicatorSetBuilder add(
            String id,
            String version,
            Optional<Instant> validFrom,
            Optional<Instant> validUntil,
            List<Watched> watched) {
        UUID uuid = uuid(id).orElseThrow(() -> new IllegalArgumentException("\"" + id + "\" is no indicator id."));
        added.add(uuid, version, validFrom, validUntil, watched);
        return this;
    }

    /// True when a newer version is already held. Versions that arrive together are told apart in [#build].
    private boolean isOlder(UUID id, String version) {
        return revised != null
                && revised.find(TYPE + id)
                        .filter(held -> SegmentBuilder.isOlder(version, held.version()))
                        .isPresent();
    }

    private static List<Watched> watched(StixObject indicator, List<Finding> findings) {
        String language = indicator.text("pattern_type").orElse("stix");
        if (!language.equals("stix")) {
            findings.add(silent("its pattern is written in " + language));
            return List.of();
        }
        return switch (Pattern.parse(indicator.text("pattern").orElse(""))) {
            case PatternParsed.Refused(var error) -> {
                findings.add(silent("its pattern cannot be read: " + error.message()));
                yield List.of();
            }
            case PatternParsed.Parsed(Pattern pattern) -> {
                PatternValues.Read read = PatternValues.of(pattern.expression());
                read.refusals().stream().distinct().forEach(reason -> findings.add(silent(reason)));
                yield read.watched();
            }
        };
    }

    private static Finding silent(String reason) {
        return Finding.info(
                "detect-not-in-logs",
                "/pattern",
                "This indicator is not, or not wholly, matched in logs: " + reason + ".");
    }

    private static Finding oddId(StixObject indicator) {
        return Finding.error(
                "detect-odd-id",
                "/id",
                "\"" + indicator.id().text()
                        + "\" is not written in lower case (RFC 9562 §4); the indicator is not held.");
    }

    /// The UUID of an indicator id in lower case; empty for any other text.
    static Optional<UUID> uuid(String id) {
        if (!id.startsWith(TYPE) || id.length() != TYPE.length() + UUID_CHARS) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(id.substring(TYPE.length()));
            return id.endsWith(uuid.toString()) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    /// Freezes what was taken in. The builder must not be used again.
    public IndicatorSet build() {
        Segment segment = added.build();
        if (revised == null) {
            return new IndicatorSet(segment, new BitSet(), Segment.empty());
        }
        BitSet masked = (BitSet) revised.masked().clone();
        for (int i = 0; i < segment.indicators(); i++) {
            mask(masked, new UUID(segment.idHigh()[i], segment.idLow()[i]));
        }
        dropped.forEach(id -> mask(masked, id));
        return new IndicatorSet(revised.base(), masked, segment);
    }

    private void mask(BitSet masked, UUID id) {
        int place = revised == null ? -1 : revised.base().indexOf(id);
        if (place >= 0) {
            masked.set(place);
        }
    }
}
