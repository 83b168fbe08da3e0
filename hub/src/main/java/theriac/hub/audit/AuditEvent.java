package theriac.hub.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import theriac.hub.policy.Viewer;

/// Something that somebody did, read or asked. Texts are cut and cleaned, so that anything can be told.
///
/// @param at kept to the microsecond
/// @param action a stable word for programs: `object.withdraw`, `api.seen`, `search`
/// @param subject what it was about, mostly an id; at most [#SUBJECT] characters
/// @param detail more of it, for auditors; empty: there is no more. At most [#DETAIL] characters. Personal
///     values in it may be erased later: the chain holds without them
public record AuditEvent(Instant at, Actor actor, String action, String subject, Outcome outcome, String detail) {

    /// Longest subject, in characters.
    public static final int SUBJECT = 1_000;

    /// Longest detail, in characters.
    public static final int DETAIL = 100_000;

    private static final int NAME = 300;

    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
        action = clean(action, NAME);
        subject = clean(subject, SUBJECT);
        detail = clean(detail, DETAIL);
    }

    /// Who it was.
    ///
    /// @param name log-in or the beginning of a key; empty: nobody that the hub knows
    /// @param account internal key; empty for machines
    /// @param organization internal key; empty for nobody
    /// @param address where the request came from; empty: from no request
    public record Actor(String name, OptionalLong account, OptionalLong organization, String address) {
        public Actor {
            name = clean(name, NAME);
            address = clean(address, NAME);
        }

        /// A viewer, and where its request comes from; of eyes that are another's, the person behind them under both
        /// names.
        public static Actor of(Viewer viewer, String address) {
            return switch (viewer) {
                case Viewer.Party p
                when p.behind().isPresent() -> {
                    var person = of(p.behind().get(), address);
                    yield new Actor(p.name(), person.account(), person.organization(), address);
                }
                case Viewer.Anonymous a -> new Actor("", OptionalLong.empty(), OptionalLong.empty(), address);
                case Viewer.System s ->
                    new Actor("system: " + s.reason(), OptionalLong.empty(), OptionalLong.empty(), address);
                case Viewer.Party p ->
                    new Actor(
                            p.name(),
                            p.account() == 0 ? OptionalLong.empty() : OptionalLong.of(p.account()),
                            OptionalLong.of(p.organization()),
                            address);
            };
        }
    }

    /// How it ended.
    public enum Outcome {
        DONE,
        /// The hub said no: the caller may not, or asked for something that cannot be.
        REFUSED,
        /// The hub could not.
        FAILED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException when there is none of that name
        static Outcome of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /// What PostgreSQL and UTF-8 can hold, and no more than so many characters.
    private static String clean(String text, int most) {
        var cleaned = new StringBuilder(Math.min(text.length(), most));
        for (int at = 0; at < text.length() && cleaned.length() < most; ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean fits = point != 0 && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            cleaned.appendCodePoint(fits ? point : 0xFFFD);
        }
        return cleaned.toString();
    }
}
