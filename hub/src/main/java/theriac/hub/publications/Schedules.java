package theriac.hub.publications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.DatabaseUnavailable;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Flow.Step;
import theriac.hub.store.LedgerEntry;

/// Sends approved warnings at a time that somebody set (ADR 050). The time goes in the transaction that
/// sends, so a warning is sent once however often hubs are killed and however many of them there are. What
/// cannot be sent at its time is not sent at all, and says why until somebody acts. Thread-safe.
public final class Schedules {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private static final int MOST_DAYS = 366;

    /// What is later than this was not sent because no hub ran, or a backup was put back: people decide.
    static final Duration LATEST = Duration.ofHours(12);

    private final Database database;
    private final Publications publications;
    private final Publishing publishing;
    private final PublicationSql sql;
    private final ScheduleSql schedules;
    private final Accounts accounts;
    private final Viewers viewers;
    private final Told told;
    private final Clock clock;

    /// What the audit trail is told of a time that came.
    public interface Told {

        /// Joins the caller's transaction.
        ///
        /// @param person in whose name it was done, with whatever she may do now
        /// @param sent false: it was refused
        /// @param detail why it was refused; "" when it was sent
        void atItsTime(Viewer.Party person, UUID publication, boolean sent, String detail);
    }

    public Schedules(
            Database database,
            Publications publications,
            Publishing publishing,
            Accounts accounts,
            Viewers viewers,
            Told told,
            Clock clock) {
        this.database = database;
        this.publications = publications;
        this.publishing = publishing;
        this.sql = new PublicationSql(database.jdbc());
        this.schedules = new ScheduleSql(database.jdbc());
        this.accounts = accounts;
        this.viewers = viewers;
        this.told = told;
        this.clock = clock;
    }

    /// Gives an approved warning a time, in the place of one that it had. What publishing would refuse now is
    /// refused now.
    ///
    /// @throws Problem when it is absent, another's, not approved, or takes two, and when the time is past
    Publications.Seen set(Viewer.Party person, UUID id, Instant due, Publishing.Nevertheless why) {
        var publication = publishing.checked(person, id, why);
        if (publication.severity().highest()) {
            throw new IllegalStateException("What is high and high gets its time by the decision of two.");
        }
        keep(person, id, due, why, Optional.empty());
        return publications.load(person, id);
    }

    /// The time of what is high and high, which two decided. Done twice it is the same as once.
    ///
    /// @param revision that the first of them read
    void setDecided(Viewer.Party decider, UUID id, Instant due, int revision, String despite) {
        keep(decider, id, due, new Publishing.Nevertheless(despite, ""), Optional.of(revision));
    }

    private void keep(
            Viewer.Party person, UUID id, Instant due, Publishing.Nevertheless why, Optional<Integer> decided) {
        database.inTransaction(() -> {
            var publication = publications.locked(person, id);
            Flow.take(publication.state(), Step.SCHEDULE, Publications.actor(person, publication));
            decided.ifPresent(revision -> Publishing.checkRevision(publication, revision));
            var now = clock.instant();
            checkTime(due, now);
            schedules.set(
                    publication.key(),
                    new Schedule(
                            due.truncatedTo(ChronoUnit.MICROS),
                            person.account(),
                            "",
                            now,
                            why,
                            decided.isPresent(),
                            ""));
            publications.internal(LedgerEntry.Kind.HANDLED, publication, person);
        });
    }

    /// @throws Problem when it is past, or further away than anybody plans
    void checkTime(Instant due) {
        checkTime(due, clock.instant());
    }

    private static void checkTime(Instant due, Instant now) {
        if (!due.isAfter(now)) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE, "This time is past. Choose a later one, or publish the warning now.");
        }
        if (due.isAfter(now.plus(Duration.ofDays(MOST_DAYS)))) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "A warning is given a time within a year.");
        }
    }

    /// Takes its time back, or puts away what was said of a time that passed.
    ///
    /// @throws Problem when it is absent, another's, or has no time
    Publications.Seen takeBack(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var publication = publications.locked(person, id);
            if (!person.may(Permission.PUBLISH)) {
                throw Problem.notAllowed("Only who may publish takes the time of a warning back.");
            }
            if (!schedules.remove(publication.key())) {
                throw Problem.conflict("This warning has no time; it was taken back or it was sent. Load it again.");
            }
            publications.internal(LedgerEntry.Kind.HANDLED, publication, person);
        });
        return publications.load(person, id);
    }

    /// Sends what is due.
    ///
    /// @return how many times came
    public int run() {
        int came = 0;
        while (next()) {
            came++;
        }
        return came;
    }

    /// @return false when nothing is due that another hub has not taken up
    private boolean next() {
        try {
            return database.inTransaction(() -> {
                var due = schedules.due(clock.instant());
                due.ifPresent(this::send);
                return due.isPresent();
            });
        } catch (NotSent refused) {
            return missed(refused);
        }
    }

    private void send(long key) {
        var publication = sql.find(key).orElseThrow();
        var schedule = publication.schedule().orElseThrow();
        var person = accounts.find(schedule.account()).map(viewers::person);
        try {
            if (person.isEmpty() || !person.get().may(Permission.PUBLISH)) {
                throw Problem.conflict(
                        "%s, who set the time, may not publish any more. Set a time again, or publish it now."
                                .formatted(schedule.by()));
            }
            if (schedule.due().plus(LATEST).isBefore(clock.instant())) {
                throw Problem.conflict(
                        "The hub did not run at its time, and it is more than %d hours late now. Set a time again, or publish it now."
                                .formatted(LATEST.toHours()));
            }
            publishing.publishAtItsTime(person.get(), publication.id(), schedule);
            told.atItsTime(person.get(), publication.id(), true, "");
        } catch (Problem refused) {
            throw new NotSent(publication, schedule, person, refused.sentence());
        } catch (DatabaseUnavailable outage) {
            throw outage;
        } catch (RuntimeException fault) {
            LOG.error("Warning {} could not be sent at its time", publication.id(), fault);
            throw new NotSent(
                    publication,
                    schedule,
                    person,
                    Problem.conflict(
                                    "The hub could not send it; its log says why. Publish it now, or tell the operator.")
                            .sentence());
        }
    }

    /// Undoes whatever the attempt wrote.
    private static final class NotSent extends RuntimeException {
        private final transient Publication publication;
        private final transient Schedule schedule;
        private final transient Optional<Viewer.Party> person;

        NotSent(Publication publication, Schedule schedule, Optional<Viewer.Party> person, String sentence) {
            super(sentence, null, false, false);
            this.publication = publication;
            this.schedule = schedule;
            this.person = person;
        }
    }

    private boolean missed(NotSent refused) {
        var publication = refused.publication;
        var sentence = String.valueOf(refused.getMessage());
        return database.inTransaction(() -> {
            sql.lock(publication.key());
            var now = sql.find(publication.key()).flatMap(Publication::schedule);
            // Somebody may have set another time between the attempt and this lock.
            if (now.filter(Schedule::stands)
                    .filter(each -> each.setAt().equals(refused.schedule.setAt()))
                    .isEmpty()) {
                return true;
            }
            schedules.miss(publication.key(), sentence);
            var person = refused.person.orElseGet(() -> nobody(publication, refused.schedule));
            told.atItsTime(person, publication.id(), false, sentence);
            publications.internal(LedgerEntry.Kind.HANDLED, publication, person);
            return true;
        });
    }

    /// Somebody who may not log in any more.
    private static Viewer.Party nobody(Publication publication, Schedule schedule) {
        return new Viewer.Party(
                schedule.by(), schedule.account(), publication.owner(), Set.of(), Set.of(), Set.of(), Set.of());
    }
}
