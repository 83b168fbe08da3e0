package theriac.hub.sharing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.formats.controls.ControlList;
import theriac.hub.formats.controls.ControlText;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.SearchRefused;

/// Files for the controls of recipients, by profile. A file that would lose or gain more than its profile allows is
/// held: the last good one goes on being served until a person releases the new one, and after a restart too. What
/// somebody withdrew in so many words leaves at once (law 6) and counts as no loss. Thread-safe.
public final class Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /// Fewer entries more or less are no alarm, whatever share of a short list they are.
    private static final int NO_ALARM = 10;

    /// Decay moves with the clock, so a profile that asks about it is asked again.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final Duration HELD = Duration.ofMinutes(1);
    private static final int MAX_PER_ORGANIZATION = 100;

    private final ExportSql sql;
    private final Selection selection;
    private final Parties parties;
    private final Fetches fetches;
    private final Clock clock;
    private final Renderings<Key> kept = new Renderings<>();

    public Exports(Database database, Selection selection, Parties parties, Fetches fetches, Clock clock) {
        this.sql = new ExportSql(database);
        this.selection = selection;
        this.parties = parties;
        this.fetches = fetches;
        this.clock = clock;
    }

    /// @param leftOut values that the format cannot carry
    /// @param stopped values that are on warning lists
    record Counts(int entries, int leftOut, int stopped) {}

    private record Key(long profile, Instant saved, String file, String visible) {}

    /// A profile with the state of its files.
    ///
    /// @param recipient name of the organisation
    public record Shown(ExportProfile profile, UUID organization, String recipient, List<ExportFile> files) {}

    List<Shown> list(Viewer viewer) {
        var person = person(viewer);
        return sql.list(isCert(person) ? 0 : person.organization()).stream()
                .map(this::shown)
                .toList();
    }

    private Shown shown(ExportProfile profile) {
        var recipient = parties.load(profile.organization());
        return new Shown(profile, recipient.id(), recipient.name(), sql.files(profile.key()));
    }

    /// Adds a profile, or changes one.
    ///
    /// @param wanted its organisation counts only for a new one
    Shown save(Viewer viewer, ExportProfile wanted) {
        var person = person(viewer);
        check(wanted);
        var before = sql.find(wanted.id());
        before.ifPresent(profile -> own(person, profile));
        long organization = before.map(ExportProfile::organization).orElse(wanted.organization());
        if (!isCert(person) && organization != person.organization()) {
            throw Problem.notAllowed("Profiles for others are made by the body that runs this hub.");
        }
        if (before.isEmpty() && sql.list(organization).size() >= MAX_PER_ORGANIZATION) {
            throw Problem.conflict("This organisation has %d profiles already: delete one that nobody uses."
                    .formatted(MAX_PER_ORGANIZATION));
        }
        try {
            sql.save(with(wanted, organization, person.name()));
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("There is a profile called \"%s\" already."
                    .formatted(wanted.name().strip()));
        }
        return shown(sql.find(wanted.id()).orElseThrow(Exports::absent));
    }

    private ExportProfile with(ExportProfile wanted, long organization, String by) {
        return new ExportProfile(
                0,
                wanted.id(),
                organization,
                wanted.name().strip(),
                wanted.query().strip(),
                wanted.minConfidence(),
                wanted.minScore(),
                wanted.most(),
                wanted.shrinkPercent(),
                wanted.growPercent(),
                clock.instant(),
                by);
    }

    private static void check(ExportProfile profile) {
        var name = profile.name().strip();
        if (name.isEmpty() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A profile has a name of 1 to 100 characters.");
        }
        if (profile.minConfidence() < 0
                || profile.minConfidence() > 100
                || profile.minScore() < 0
                || profile.minScore() > 100) {
            throw Problem.badRequest("Confidence and score are numbers from 0 to 100.");
        }
        if (profile.most() < 0 || profile.shrinkPercent() < 1 || profile.growPercent() < 1) {
            throw Problem.badRequest(
                    "A profile has a maximum of 0 (what the control takes) or more, and brakes from 1 %.");
        }
        Selection.query(profile);
    }

    void delete(Viewer viewer, UUID id) {
        sql.delete(owned(viewer, id).key());
    }

    /// Lets the next state of a file out, whatever its size.
    Shown release(Viewer viewer, UUID id, String file) {
        var profile = owned(viewer, id);
        if (!sql.release(profile.key(), file)) {
            throw Problem.conflict("Nothing of this file is held back.");
        }
        kept.forget();
        return shown(profile);
    }

    /// The file as this recipient's control gets it.
    public Rendering fetch(Viewer.Party recipient, UUID id, String file) {
        var profile = sql.find(id)
                .filter(found -> found.organization() == recipient.organization())
                .orElseThrow(Exports::absent);
        var format = ControlFormats.of(file)
                .orElseThrow(() -> Problem.notFound("There is no such file; there are "
                        + String.join(
                                ", ",
                                ControlFormats.all().stream()
                                        .map(ControlFormat::file)
                                        .toList()) + "."));
        var visible = Arrays.toString(selection.visible(recipient)) + selection.stamp();
        var key = new Key(profile.key(), profile.at(), file, visible);
        var rendering = kept.load(
                key, before -> selection.current(recipient, before, profile), () -> make(recipient, profile, format));
        fetches.fetched(recipient, "list", profile.id() + "/" + file, rendering.head());
        return rendering;
    }

    private Rendering make(Viewer.Party recipient, ExportProfile profile, ControlFormat format) {
        var good = sql.good(profile.key(), format.file());
        try {
            var chosen = selection.choose(recipient, profile, format);
            var now = clock.instant();
            var text = new ControlText();
            format.write(new ControlList("Theriac, " + profile.id(), now, chosen.entries()), text);
            var members = Members.of(chosen.entries());
            if (good.filter(last -> isAlarming(profile, last, text.entries())
                            && isUnexplained(recipient, profile, format, last, text.entries(), members))
                    .isPresent()) {
                hold(profile, format, good.get(), text.entries());
                return lastGood(good.get());
            }
            var until = Selection.moves(profile) ? earlier(now.plus(FRESH), chosen.until()) : chosen.until();
            var rendering = Rendering.of(text.bytes(), chosen.head(), now, until);
            var counts = new Counts(text.entries(), text.leftOut(), chosen.stopped());
            sql.keep(profile.key(), format.file(), rendering, counts, members);
            return rendering;
        } catch (SearchRefused refused) {
            LOG.warn("The export {} cannot be made: {}", profile.id(), refused.getMessage());
            return good.map(this::lastGood).orElseThrow(() -> Problem.conflict(String.valueOf(refused.getMessage())));
        }
    }

    private static boolean isAlarming(ExportProfile profile, ExportSql.Good last, int entries) {
        int change = entries - last.entries();
        if (last.released() || Math.abs(change) <= NO_ALARM) {
            return false;
        }
        long share = 100L * Math.abs(change);
        return change < 0
                ? share > (long) profile.shrinkPercent() * last.entries()
                : last.entries() > 0 && share > (long) profile.growPercent() * last.entries();
    }

    /// Whether it alarms still when what was withdrawn since the last good state is counted as if it were there.
    private boolean isUnexplained(
            Viewer.Party recipient,
            ExportProfile profile,
            ControlFormat format,
            ExportSql.Good last,
            int entries,
            Members now) {
        return entries > last.entries()
                || isAlarming(profile, last, entries + selection.withdrawn(recipient, format, last, now));
    }

    private void hold(ExportProfile profile, ControlFormat format, ExportSql.Good last, int entries) {
        if (sql.hold(profile.key(), format.file(), entries, clock.instant())) {
            LOG.warn(
                    "The export {}/{} is held: it has {} entries and would have {}. If that is right, release it with"
                            + " POST /api/exports/{}/{}/release.",
                    profile.id(),
                    format.file(),
                    last.entries(),
                    entries,
                    profile.id(),
                    format.file());
        }
    }

    private Rendering lastGood(ExportSql.Good good) {
        return Rendering.lastGood(
                good.zipped(), good.head(), good.at(), clock.instant().plus(HELD));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private ExportProfile owned(Viewer viewer, UUID id) {
        var person = person(viewer);
        var profile = sql.find(id).orElseThrow(Exports::absent);
        own(person, profile);
        return profile;
    }

    private void own(Viewer.Party person, ExportProfile profile) {
        if (!isCert(person) && profile.organization() != person.organization()) {
            throw absent();
        }
    }

    private boolean isCert(Viewer.Party person) {
        return parties.cert() == person.organization();
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.may(Permission.CONFIGURE)) {
            return party;
        }
        throw Problem.notAllowed("Profiles are kept by people of an organisation.");
    }

    /// The organisation of a public id.
    long organization(Optional<UUID> id, Viewer viewer) {
        return id.map(wanted -> parties.find(wanted)
                        .map(Parties.Party::key)
                        .orElseThrow(() -> Problem.notFound("There is no such organisation.")))
                .orElseGet(() -> person(viewer).organization());
    }

    private static Problem absent() {
        return Problem.notFound("There is no such export, or it is not for you.");
    }
}
