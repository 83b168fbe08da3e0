package theriac.hub.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import theriac.hub.documents.Thing.Decision;
import theriac.hub.documents.Thing.Place;
import theriac.hub.documents.Thing.What;
import theriac.stix.value.Extracted;
import theriac.stix.value.Extraction;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Finds what a text names: values, defanged or not, and the names in a [NameBook]. Pure but for
/// the warning lists that it is given; linear in the text.
final class Things {

    /// More are no report but a list, and lists have sources.
    static final int MOST = 5_000;

    private final String text;
    private final NameBook book;
    private final Map<String, Draft> found = new LinkedHashMap<>();

    private static final class Draft {
        private final What what;
        private final String written;
        private final List<Place> places = new ArrayList<>();
        private boolean sure;

        private Draft(What what, String written) {
            this.what = what;
            this.written = written;
        }
    }

    private Things(String text, NameBook book) {
        this.text = text;
        this.book = book;
    }

    /// @param before what was found and decided earlier: decisions stay, and so does what a person
    ///     pointed out
    /// @param listing which warning lists hold which values
    /// @return in the order of the text, at most [#MOST]
    static List<Thing> find(
            String text,
            NameBook book,
            List<Thing> before,
            Function<Collection<NormalValue>, Map<NormalValue, List<String>>> listing) {
        var things = new Things(text, book);
        var taken = things.values();
        things.names(taken);
        before.forEach(things::pointedOut);
        return things.numbered(before, listing);
    }

    /// A value inside a link that can be clicked is what the author points to, and a host inside a
    /// URL is what everybody on that host shares: both are found, and neither is sure. Nor is a piece
    /// of what the end of a line broke.
    private List<Place> values() {
        var taken = new ArrayList<Place>();
        var whole = Extraction.find(text);
        var wrapped = WrappedValues.find(text, whole);
        wrapped.forEach(one -> {
            taken.add(one.place());
            add(new What.Value(one.value()), one.place(), one.sure());
        });
        int linkEnd = -1;
        int broken = 0;
        for (Extracted one : whole) {
            while (broken < wrapped.size() && wrapped.get(broken).place().end() <= one.start()) {
                broken++;
            }
            boolean piece =
                    broken < wrapped.size() && wrapped.get(broken).place().start() < one.end();
            boolean inside = one.start() < linkEnd;
            boolean link = one.value().kind() == ValueKind.URL || one.value().kind() == ValueKind.EMAIL;
            if (link && !inside) {
                linkEnd = one.end();
            }
            boolean clickable = one.value().kind() == ValueKind.URL
                    && one.asWritten().startsWith("http")
                    && one.asWritten().equals(one.text());
            var place = new Place(one.start(), one.end());
            taken.add(place);
            if (!technique(one.value(), place)) {
                add(new What.Value(one.value()), place, !inside && !clickable && !piece);
            }
        }
        taken.sort(Comparator.comparingInt(Place::start).thenComparingInt(Place::end));
        return taken;
    }

    private boolean technique(NormalValue value, Place place) {
        if (value.kind() != ValueKind.TECHNIQUE) {
            return false;
        }
        var known = book.numbered(value.text());
        if (known.isEmpty()) {
            return false;
        }
        add(known(known), place, true);
        return true;
    }

    private void names(List<Place> taken) {
        int next = 0;
        for (var hit : book.find(text)) {
            while (next < taken.size() && taken.get(next).end() <= hit.start()) {
                next++;
            }
            if (next == taken.size() || taken.get(next).start() >= hit.end()) {
                add(known(hit.named()), new Place(hit.start(), hit.end()), hit.sure());
            }
        }
    }

    private static What known(List<NameBook.Known> named) {
        return new What.Known(
                named.getFirst().id(),
                named.stream().map(NameBook.Known::id).distinct().toList());
    }

    private void pointedOut(Thing thing) {
        if (!(thing.what() instanceof What.New)
                || found.containsKey(thing.what().key())) {
            return;
        }
        for (int at = text.indexOf(thing.written()); at >= 0; at = text.indexOf(thing.written(), at + 1)) {
            add(thing.what(), new Place(at, at + thing.written().length()), true);
        }
    }

    private void add(What what, Place place, boolean sure) {
        var draft =
                found.computeIfAbsent(what.key(), key -> new Draft(what, text.substring(place.start(), place.end())));
        draft.places.add(place);
        draft.sure |= sure;
    }

    private List<Thing> numbered(
            List<Thing> before, Function<Collection<NormalValue>, Map<NormalValue, List<String>>> listing) {
        var known = new HashMap<String, Thing>();
        before.forEach(thing -> known.put(thing.what().key(), thing));
        var lists = listing.apply(found.values().stream()
                .flatMap(draft -> draft.what instanceof What.Value(var value)
                        ? Optional.of(value).stream()
                        : Optional.<NormalValue>empty().stream())
                .toList());
        var things = new ArrayList<Thing>();
        for (var draft : found.values().stream()
                .sorted((one, other) -> Integer.compare(
                        one.places.getFirst().start(), other.places.getFirst().start()))
                .limit(MOST)
                .toList()) {
            var old = Optional.ofNullable(known.get(draft.what.key()));
            var on = draft.what instanceof What.Value(var value)
                    ? lists.getOrDefault(value, List.of())
                    : List.<String>of();
            things.add(new Thing(
                    things.size() + 1,
                    old.map(Thing::what).orElse(draft.what),
                    draft.written,
                    draft.sure && on.isEmpty(),
                    on,
                    old.map(Thing::decision).orElse(Decision.FOUND),
                    draft.places,
                    old.flatMap(Thing::object)));
        }
        return things;
    }
}
