package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import theriac.hub.store.ValueHit;
import theriac.stix.value.NormalValue;

/// What one pasted value means, who knows it, and how bad it is said to be: all for one viewer.
///
/// @param value empty text and kind OTHER when it could not be read as a value
/// @param known objects that hold the value itself, the newest first, at most 200 (20 when very many values
///     are asked)
/// @param around objects about a network or domain around it
/// @param lists names of the warning lists on which it is
record LookedUp(String asWritten, NormalValue value, List<ValueHit> known, List<ValueHit> around, List<String> lists) {

    LookedUp {
        known = List.copyOf(known);
        around = List.copyOf(around);
        lists = List.copyOf(lists);
    }

    /// How bad a value is said to be.
    enum Verdict {
        /// Nobody told this viewer about it.
        UNKNOWN,
        /// Not known itself, but something around it is.
        AROUND,
        /// Seen, without anybody saying that it is bad.
        SEEN,
        /// It was said to be bad and that was taken back.
        REVOKED,
        /// An indicator stands for it.
        INDICATED
    }

    Verdict verdict() {
        if (known.isEmpty()) {
            return around.isEmpty() ? Verdict.UNKNOWN : Verdict.AROUND;
        }
        if (indicators().anyMatch(hit -> !hit.revoked())) {
            return Verdict.INDICATED;
        }
        return indicators().findAny().isPresent() ? Verdict.REVOKED : Verdict.SEEN;
    }

    private java.util.stream.Stream<ValueHit> indicators() {
        return known.stream().filter(hit -> hit.object().type().equals("indicator"));
    }

    /// The highest confidence among what stands.
    OptionalInt confidence() {
        return known.stream()
                .filter(hit -> !hit.revoked())
                .flatMapToInt(hit -> hit.confidence().stream())
                .max();
    }

    /// When this viewer's oldest standing claim on it arrived.
    Optional<Instant> since() {
        return known.stream().map(ValueHit::since).min(Instant::compareTo);
    }

    /// Names of the visible sources that say so.
    List<String> by() {
        return known.stream()
                .flatMap(hit -> hit.by().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
