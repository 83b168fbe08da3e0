package theriac.hub.situation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Viewer;
import theriac.hub.situation.PresenceSql.Thing;
import theriac.hub.store.Ledger;

/// Who has the same thing open (ADR 053): people of the CERT see their colleagues, and nobody else sees anybody. It is
/// true for half a minute and kept in a table that no crash keeps; nothing of it stands in the ledger or in the audit
/// trail. Thread-safe, also between hubs on one database.
public final class Presence {

    /// Browsers say every eight seconds that they are here.
    static final Duration FRESH = Duration.ofSeconds(22);

    /// The longest kind: it must fit into a word that is said.
    private static final int LONGEST = 100;

    private static final String WORD = "presence ";

    private final PresenceSql sql;
    private final Ledger ledger;
    private final Things things;
    private final Clock clock;

    public Presence(JdbcClient jdbc, Ledger ledger, Things things, Clock clock) {
        this.sql = new PresenceSql(jdbc);
        this.ledger = ledger;
        this.things = things;
        this.clock = clock;
    }

    /// What can be open; `app` answers.
    @FunctionalInterface
    public interface Things {

        /// Whether a person of the CERT may open a thing at this moment; false for everybody else.
        ///
        /// @param kind `publication`, `report`, `investigation`, `document`, or `object-` and the type of
        ///     a STIX object whose id ends in `id`
        boolean opens(Viewer.Party person, String kind, UUID id);
    }

    /// @param edits types something at this moment
    public record Other(String name, boolean edits) {}

    /// Says that a person has a page open, and tells who else has.
    ///
    /// @param page one open page of a browser
    /// @throws Problem not found when there is no such thing for this person
    List<Other> here(Viewer viewer, String kind, UUID id, UUID page, boolean edits) {
        var thing = new Thing(kind, id);
        var person = opening(viewer, thing);
        var now = clock.instant();
        if (sql.here(person, thing, page, edits, now, fresh(now))) {
            sql.forget(now.minus(FRESH).minus(FRESH));
            say(thing);
        }
        return sql.others(person, thing, fresh(now));
    }

    /// The page was closed.
    void left(Viewer viewer, String kind, UUID id, UUID page) {
        var thing = new Thing(kind, id);
        if (sql.left(opening(viewer, thing), thing, page)) {
            say(thing);
        }
    }

    private Viewer.Party opening(Viewer viewer, Thing thing) {
        if (viewer instanceof Viewer.Party person
                && person.account() > 0
                && person.behind().isEmpty()
                && thing.kind().length() <= LONGEST
                && things.opens(person, thing.kind(), thing.id())) {
            return person;
        }
        throw Problem.notFound("There is nothing of that kind to be seen at.");
    }

    private void say(Thing thing) {
        ledger.say(WORD + thing.kind() + " " + thing.id());
    }

    /// Whether a word that was said ([Ledger#heard]) is about something that this person has open herself.
    boolean concerns(Viewer.Party person, String word) {
        if (!word.startsWith(WORD) || person.account() <= 0) {
            return false;
        }
        var parts = word.substring(WORD.length()).split(" ", 2);
        return sql.isHere(person.account(), new Thing(parts[0], UUID.fromString(parts[1])), fresh(clock.instant()));
    }

    private static Instant fresh(Instant now) {
        return now.minus(FRESH);
    }
}
