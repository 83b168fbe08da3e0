package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import theriac.hub.store.HeldBack;
import theriac.hub.store.HeldBack.Span;
import theriac.hub.store.Position;
import theriac.stix.StixId;

/// When an object was not given to machines because a warning list stopped it. Thread-safe.
final class Braked {

    private final HeldBack held;

    Braked(HeldBack held) {
        this.held = held;
    }

    /// Names of the lists that hold it back now.
    List<String> lists(StixId id) {
        return held.lists(id);
    }

    Away of(StixId id) {
        var spans = held.spans(id);
        var exempt = new HashMap<String, Long>();
        if (!spans.isEmpty()) {
            held.exceptions().forEach(each -> exempt.put(each.scope(), Position.of(each.at())));
        }
        return new Away(spans, exempt);
    }

    /// @param spans in which it was held back, by their beginning
    /// @param exempt to whom everything is given, each since when
    record Away(List<Span> spans, Map<String, Long> exempt) {

        /// When one who may have it since a position was given it.
        ///
        /// @param scopes whose exceptions count ([theriac.hub.store.Lane])
        List<Span> givenTo(List<String> scopes, long since) {
            var given = new ArrayList<Span>();
            long from = since;
            for (var span : spans) {
                if (span.to() > from) {
                    if (span.from() > from) {
                        given.add(new Span(from, span.from()));
                    }
                    from = span.to();
                }
            }
            if (from < Long.MAX_VALUE) {
                given.add(new Span(from, Long.MAX_VALUE));
            }
            scopes.stream()
                    .filter(exempt::containsKey)
                    .mapToLong(exempt::get)
                    .min()
                    .ifPresent(at -> given.add(new Span(Math.max(at, since), Long.MAX_VALUE)));
            return given;
        }
    }
}
