package theriac.hub.query;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// A question about objects. Every question is about the *effective object* of one viewer (see [Subject]) and has the
/// same meaning in the search box, in saved queries, feeds and rules. Immutable; made by [QueryParser].
///
/// The forms are canonical: no conjunction directly inside a conjunction, no disjunction inside a disjunction, at
/// least two parts in each. So [QueryPrinter] can say every question, and reading it again gives an equal one.
public sealed interface Query {

    /// Everything.
    record All() implements Query {}

    /// All parts hold.
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /// At least one part holds.
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /// The part does not hold.
    record Not(Query part) implements Query {}

    /// A text to compare with, as written.
    ///
    /// @param text compared after [Folding]
    /// @param prefix it ended in `*`: the last word may go on
    record Text(String text, boolean prefix) {

        /// The folded words, at least one.
        public List<String> words() {
            return Words.split(text);
        }
    }

    /// Free text: the words follow each other in what people read (names, descriptions and the like of narrative
    /// kinds; bulk kinds have no searchable texts), or it is a value that the object holds, in any spelling, or the
    /// object's id.
    record Anything(Text text) implements Query {

        /// The value that it may be as well.
        public Optional<ValueTest> value() {
            return text.prefix()
                    ? Optional.of(new ValueTest.Prefix(Defang.refang(text.text())))
                    : Values.recognize(text.text()).map(value -> new ValueTest.Exact(text.text(), value));
        }
    }

    /// The words follow each other in the name (for narrative kinds also in an alias).
    record Name(Text text) implements Query {}

    /// A label that is these words, or begins with them.
    record Label(Text text) implements Query {}

    /// Claimed by a source that is called so.
    record Source(Text text) implements Query {}

    /// It is one of these, or linked with one: by a relationship in either direction, or as its own reference.
    record Linked(Link link, Text text) implements Query {}

    /// What a link leads to.
    enum Link {
        /// An attack pattern, by its number (a technique covers its sub-techniques).
        TECHNIQUE(List.of("attack-pattern")),
        /// A threat actor or intrusion set, by name or alias.
        ACTOR(List.of("intrusion-set", "threat-actor")),
        /// Malware, by name or alias.
        MALWARE(List.of("malware"));

        private final List<String> types;

        Link(List<String> types) {
            this.types = types;
        }

        /// The STIX types that count.
        public List<String> types() {
            return types;
        }
    }

    /// A STIX type.
    record Type(String type) implements Query {}

    /// One object, by its id.
    record Id(String id) implements Query {}

    /// It holds a value.
    record Value(ValueTest test) implements Query {}

    /// Which values.
    sealed interface ValueTest {
        /// As written, to be printed again.
        String text();

        /// Exactly this one, whatever its spelling.
        ///
        /// @param value of kind OTHER: a value of any kind that is written so
        record Exact(String text, NormalValue value) implements ValueTest {}

        /// Values whose normal form begins so.
        record Prefix(String text) implements ValueTest {

            /// Normal forms are in small letters (names, hashes), in capitals (CVE, IBAN) or as written (paths).
            public List<String> forms() {
                return Stream.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))
                        .distinct()
                        .toList();
            }
        }

        /// Names and mail addresses that end so.
        ///
        /// @param text begins with a dot or an at sign, small letters
        record Suffix(String text) implements ValueTest {}
    }

    /// It is about what an organisation has: its domains, its networks, its products, its name.
    ///
    /// @param whom `us` for the asker's own organisation, otherwise an organisation's name
    /// @param footprint what it has; empty as long as nobody has looked who asks, which a search does first
    record Concerns(Text whom, Optional<Footprint> footprint) implements Query {

        /// The word for the asker's own organisation.
        public static final String US = "us";
    }

    /// The object says that it no longer holds, or the last claim on it was withdrawn.
    record Revoked(boolean revoked) implements Query {}

    /// Its label is one of a stretch of labels, from the widest audience to the narrowest.
    ///
    /// TLP 2.0 is a set of audiences and not an order: this compares the *word* that is shown, and says nothing
    /// about who may see it.
    record Labelled(Tlp from, Tlp to) implements Query {}

    /// A source of the object has a reliability (Admiralty scale) between these letters.
    ///
    /// @param from the better one
    record Reliable(char from, char to) implements Query {}

    /// A figure lies between these, inclusive. An object without the figure matches no range.
    record Figure(Measure measure, int from, int to) implements Query {}

    /// What can be measured.
    enum Measure {
        /// What the visible sources say, weighed, 0 to 100.
        CONFIDENCE(100),
        /// Confidence after decay, 0 to 100.
        SCORE(100),
        /// How many visible sources claim it.
        SOURCES(1_000_000);

        private final int most;

        Measure(int most) {
            this.most = most;
        }

        public int most() {
            return most;
        }
    }

    /// A moment lies in a span. An object without that moment matches no span.
    record During(Moment moment, Edge from, Edge to) implements Query {}

    /// Which moment.
    enum Moment {
        /// `created` of the effective version.
        CREATED,
        /// `modified` of the effective version.
        MODIFIED,
        /// When the newest visible claim arrived.
        ADDED,
        /// Any sighting of it that the viewer may see.
        SEEN
    }

    /// An edge of a span, inclusive.
    sealed interface Edge {
        /// No edge.
        record Open() implements Edge {}

        record Now() implements Edge {}

        /// So many seconds before now.
        ///
        /// @param unit `m`, `h`, `d` or `w`
        record Ago(int count, char unit) implements Edge {
            long seconds() {
                return count
                        * switch (unit) {
                            case 'm' -> 60L;
                            case 'h' -> 3_600L;
                            case 'd' -> 86_400L;
                            default -> 604_800L;
                        };
            }
        }

        /// A moment, exact to the microsecond.
        record At(Instant at) implements Edge {}

        /// A whole day in UTC: as the first edge its beginning, as the last edge its end.
        record Day(java.time.LocalDate day) implements Edge {}

        /// The first microsecond since 1970 that is inside; empty when there is no edge.
        default OptionalLong first(Instant now) {
            return switch (this) {
                case Open o -> OptionalLong.empty();
                case Now n -> OptionalLong.of(micros(now));
                case Ago a -> OptionalLong.of(micros(now.minusSeconds(a.seconds())));
                case At a -> OptionalLong.of(micros(a.at()));
                case Day d -> OptionalLong.of(d.day().toEpochDay() * 86_400_000_000L);
            };
        }

        /// The last microsecond since 1970 that is inside.
        default OptionalLong last(Instant now) {
            return this instanceof Day(var day)
                    ? OptionalLong.of((day.toEpochDay() + 1) * 86_400_000_000L - 1)
                    : first(now);
        }

        private static long micros(Instant at) {
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
        }
    }
}
