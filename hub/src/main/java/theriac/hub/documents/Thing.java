package theriac.hub.documents;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// Something that a document names, at all its places. A person decides once for all of them.
///
/// @param number within the document, from 1 on
/// @param what is named
/// @param written as it stands at its first place
/// @param sure whether it can hardly mean anything else; a decision about all takes only these
/// @param listed warning lists that hold the value: often mistaken for bad
/// @param object what was published about it, by us; empty before
record Thing(
        int number,
        What what,
        String written,
        boolean sure,
        List<String> listed,
        Decision decision,
        List<Place> places,
        Optional<StixId> object) {

    Thing {
        listed = List.copyOf(listed);
        places = List.copyOf(places);
    }

    /// A stretch of the text in UTF-16 units.
    record Place(int start, int end) {}

    /// What a name in a text may stand for.
    sealed interface What {

        /// An observable value.
        record Value(NormalValue value) implements What {}

        /// Something that the store knows.
        ///
        /// @param target that is meant
        /// @param candidates all that bear the name, the target among them
        record Known(StixId target, List<StixId> candidates) implements What {
            public Known {
                candidates = List.copyOf(candidates);
            }
        }

        /// Something that a person pointed out and that the store does not know yet.
        ///
        /// @param type `malware`, `intrusion-set`…
        record New(String type, String name) implements What {}

        /// Equal for what is the same thing, whatever was decided about it.
        default String key() {
            return switch (this) {
                case Value(var value) -> "value " + value.kind().code() + " " + value.text();
                case Known(var target, var candidates) ->
                    "known "
                            + candidates.stream()
                                    .map(StixId::text)
                                    .sorted()
                                    .findFirst()
                                    .orElse(target.text());
                case New(var type, var name) -> "new " + type + " " + name;
            };
        }
    }

    /// What a person said about it.
    enum Decision {
        /// Nothing yet.
        FOUND,
        /// It belongs into the report. A value becomes an indicator: whoever sees it is attacked.
        ACCEPTED,
        /// It belongs into the report, and says nothing bad by itself: a value becomes an observable.
        OBSERVED,
        /// It does not belong into the report.
        REJECTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Decision> parse(String text) {
            return List.of(values()).stream()
                    .filter(each -> each.text().equals(text))
                    .findFirst();
        }

        boolean reported() {
            return this == ACCEPTED || this == OBSERVED;
        }
    }

    Thing with(Decision other) {
        return new Thing(number, what, written, sure, listed, other, places, object);
    }
}
