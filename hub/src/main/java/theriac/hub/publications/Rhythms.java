package theriac.hub.publications;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;

/// How often a member wants mails about warnings: each at once, or those of a day in one. What has a high
/// chance and a high damage is never held back. Thread-safe.
public final class Rhythms {

    /// Before the morning's first meeting.
    private static final LocalTime MORNING = LocalTime.of(7, 0);

    private static final String DAILY = "daily";
    private static final String AT_ONCE = "at-once";

    private final RhythmSql sql;
    private final Organizations organizations;
    private final ZoneId zone;
    private final Clock clock;

    /// @param zone whose morning it is
    public Rhythms(Database database, Organizations organizations, ZoneId zone, Clock clock) {
        this.sql = new RhythmSql(database.jdbc());
        this.organizations = organizations;
        this.zone = zone;
        this.clock = clock;
    }

    /// `at-once` or `daily`.
    ///
    /// @throws Problem when the organisation is another's
    String of(Viewer.Party person, UUID organization) {
        return sql.daily(Set.of(own(person, organization).key())).isEmpty() ? AT_ONCE : DAILY;
    }

    /// From the next warning on; what waits for a digest goes out with it.
    ///
    /// @throws Problem when there is no such rhythm, or the organisation is another's
    void choose(Viewer.Party person, UUID organization, String rhythm) {
        var member = own(person, organization);
        switch (rhythm) {
            case DAILY -> sql.daily(member.key(), person.account(), clock.instant());
            case AT_ONCE -> sql.atOnce(member.key());
            default ->
                throw Problem.badRequest(
                        "Mails about warnings come \"at-once\" or \"daily\", not \"%s\".".formatted(rhythm));
        }
    }

    /// Those of them that want a digest of this warning.
    Set<Long> digests(Collection<Long> organizations, Severity severity) {
        return severity.highest() ? Set.of() : sql.daily(organizations);
    }

    /// When the next digest goes out.
    Instant next(Instant now) {
        var today = now.atZone(zone).with(MORNING);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    private Organization own(Viewer.Party person, UUID organization) {
        return organizations
                .find(organization)
                .filter(found -> found.key() == person.organization() && person.account() > 0)
                .orElseThrow(() -> Problem.notFound("There is no such organisation, or it is not yours."));
    }
}
