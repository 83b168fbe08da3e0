package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.formats.controls.ControlEntry;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.formats.controls.ControlList;
import theriac.hub.formats.controls.ControlText;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Position;
import theriac.hub.store.SearchRefused;
import theriac.stix.value.NormalValue;

/// Files for the controls of recipients, by profile. A file that would lose or gain more than its profile allows is
/// held: the last good one goes on being served until a person releases the new one, and after a restart too. What
/// somebody withdrew in so many words leaves at once (law 6) and counts as no loss. Thread-safe.
public final class Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /// Decay moves with the clock, so a profile that asks about it is asked again.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final int MAX_PER_ORGANIZATION = 100;
    private static final int PREVIEW_LINES = 50;

    /// How far back a look at a file goes for what was taken back.
    private static final Duration TAKEN_BACK = Duration.ofDays(30);

    private static final int PREVIEW_BYTES = 1 << 16;

    private final ExportSql sql;
    private final Brake brake;
    private final PlainLists plain;
    private final Selection selection;
    private final Parties parties;
    private final FileReceipts receipts;
    private final Clock clock;
    private final Renderings<Key> kept = new Renderings<>();

    public Exports(
            Database database,
            Selection selection,
            BlockLists lists,
            Parties parties,
            FileReceipts receipts,
            Clock clock) {
        this.sql = new ExportSql(database);
        this.brake = new Brake(sql, selection, clock);
        this.plain = new PlainLists(lists, sql, brake, receipts, clock);
        this.selection = selection;
        this.parties = parties;
        this.receipts = receipts;
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

    /// The profiles that were made for an organisation (internal key), without the one of the plain lists.
    public List<ExportProfile> profiles(long organization) {
        return sql.list(organization).stream()
                .filter(profile -> !profile.plain())
                .toList();
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
            sql.save(with(
                    before.filter(ExportProfile::plain)
                            .map(kept -> braking(kept, wanted))
                            .orElse(wanted),
                    organization,
                    person.name()));
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("There is a profile called \"%s\" already."
                    .formatted(wanted.name().strip()));
        }
        return shown(sql.find(wanted.id()).orElseThrow(Exports::absent));
    }

    /// Of the plain lists, only the brake is a choice.
    private static ExportProfile braking(ExportProfile plain, ExportProfile wanted) {
        return new ExportProfile(
                plain.key(),
                plain.id(),
                plain.organization(),
                plain.name(),
                "",
                0,
                0,
                0,
                wanted.shrinkPercent(),
                wanted.growPercent(),
                plain.at(),
                plain.by(),
                true);
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
                by,
                wanted.plain());
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
        var profile = owned(viewer, id);
        if (profile.plain()) {
            throw Problem.conflict("Every organisation has its plain lists: they cannot be deleted.");
        }
        sql.delete(profile.key());
    }

    /// Lets the next state of a file out, whatever its size.
    Shown release(Viewer viewer, UUID id, String file) {
        var profile = owned(viewer, id);
        if (!sql.release(profile.key(), file)) {
            throw Problem.conflict("Nothing of this file is held back.");
        }
        kept.forget();
        plain.forget();
        return shown(profile);
    }

    /// The beginning of a file as its recipient would get it now. Nothing is kept, released or written down.
    ///
    /// @param more there are further lines
    /// @param standing values that somebody took back lately and that are in it all the same
    record Preview(Counts counts, List<String> lines, boolean more, List<String> standing) {}

    Preview preview(Viewer viewer, UUID id, String file) {
        var profile = owned(viewer, id);
        var recipient = parties.viewer(profile.organization());
        // Who looks at another's file sees of it what is for both.
        var eyes = Optional.of(viewer)
                .filter(Viewer.Party.class::isInstance)
                .map(Viewer.Party.class::cast)
                .filter(party -> party.organization() != profile.organization());
        var list = BlockLists.Kind.of(file);
        var format = format(file);
        if (profile.plain() && list.isPresent()) {
            var bytes = plain.preview(recipient, list.get());
            var counts = new Counts(Lines.count(bytes), 0, 0);
            var shown = eyes.isEmpty() ? bytes : common(bytes, plain.preview(eyes.get(), list.get()));
            return preview(shown, counts, standing(recipient, eyes, format, value -> Lines.has(shown, value.text())));
        }
        try {
            var chosen = selection.choose(recipient, profile, format);
            var text = written(profile, format, chosen.entries());
            var counts = new Counts(text.entries(), text.leftOut().size(), chosen.stopped());
            if (eyes.isEmpty()) {
                return preview(
                        text.bytes(), counts, standing(recipient, eyes, format, values(chosen.entries())::contains));
            }
            var own = Set.copyOf(selection.choose(eyes.get(), profile, format).entries());
            var common = chosen.entries().stream().filter(own::contains).toList();
            return preview(
                    written(profile, format, common).bytes(),
                    counts,
                    standing(recipient, eyes, format, values(common)::contains));
        } catch (SearchRefused refused) {
            throw Problem.conflict(String.valueOf(refused.getMessage()));
        }
    }

    private static Set<NormalValue> values(List<ControlEntry> entries) {
        return entries.stream().map(ControlEntry::value).collect(Collectors.toSet());
    }

    /// What was taken back lately and is in a file all the same, as far as it was told to whoever looks as
    /// well.
    private List<String> standing(
            Viewer.Party recipient, Optional<Viewer.Party> eyes, ControlFormat format, Predicate<NormalValue> has) {
        long since = Position.of(clock.instant().minus(TAKEN_BACK));
        var seen = eyes.map(looking -> selection.withdrawn(looking, format, since));
        return selection.withdrawn(recipient, format, since).stream()
                .filter(has)
                .filter(value -> seen.isEmpty() || seen.get().contains(value))
                .map(NormalValue::text)
                .sorted()
                .limit(PREVIEW_LINES)
                .toList();
    }

    private ControlText written(ExportProfile profile, ControlFormat format, List<ControlEntry> entries) {
        var text = new ControlText();
        format.write(new ControlList("Theriac, " + profile.id(), clock.instant(), entries), text);
        return text;
    }

    private static byte[] common(byte[] one, byte[] other) {
        var lines = new String(other, StandardCharsets.UTF_8).lines().collect(Collectors.toSet());
        return new String(one, StandardCharsets.UTF_8)
                .lines()
                .filter(lines::contains)
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Preview preview(byte[] bytes, Counts counts, List<String> standing) {
        var shown = new String(bytes, 0, Math.min(bytes.length, PREVIEW_BYTES), StandardCharsets.UTF_8);
        var lines = shown.lines().limit(PREVIEW_LINES + 1L).toList();
        boolean more = lines.size() > PREVIEW_LINES || bytes.length > PREVIEW_BYTES;
        return new Preview(counts, lines.subList(0, Math.min(lines.size(), PREVIEW_LINES)), more, standing);
    }

    /// A plain list as this recipient's control gets it.
    public Rendering fetch(Viewer.Party recipient, BlockLists.Kind list) {
        return plain.fetch(recipient, list);
    }

    /// The file as this recipient's control gets it.
    public Rendering fetch(Viewer.Party recipient, UUID id, String file) {
        var profile = sql.find(id)
                .filter(found -> found.organization() == recipient.organization())
                .orElseThrow(Exports::absent);
        var list = BlockLists.Kind.of(file);
        if (profile.plain() && list.isPresent()) {
            return plain.fetch(recipient, list.get());
        }
        var format = format(file);
        var visible = selection.visible(recipient, format) + selection.stamp();
        var key = new Key(profile.key(), profile.at(), file, visible);
        var rendering = kept.load(
                key,
                before -> selection.current(recipient, format, before, profile),
                () -> make(recipient, profile, format));
        receipts.took(recipient, profile.key(), profile.id() + "/" + file, rendering, rendering.members()::has);
        return rendering;
    }

    /// Values that somebody took back after a position, and that a file has all the same: another source
    /// says so too. In their order.
    ///
    /// @param has whether a value is in the file
    List<String> standing(Viewer.Party recipient, String file, long head, Predicate<NormalValue> has) {
        return selection.withdrawn(recipient, format(file), head).stream()
                .filter(has)
                .map(NormalValue::text)
                .sorted()
                .toList();
    }

    private static ControlFormat format(String file) {
        return ControlFormats.of(file)
                .orElseThrow(() -> Problem.notFound("There is no such file; there are "
                        + String.join(
                                ", ",
                                ControlFormats.all().stream()
                                        .map(ControlFormat::file)
                                        .toList()) + "."));
    }

    private Rendering make(Viewer.Party recipient, ExportProfile profile, ControlFormat format) {
        try {
            var chosen = selection.choose(recipient, profile, format);
            var now = clock.instant();
            var text = new ControlText();
            format.write(new ControlList("Theriac, " + profile.id(), now, chosen.entries()), text);
            var until = Selection.moves(profile) ? earlier(now.plus(FRESH), chosen.until()) : chosen.until();
            var members = Members.of(chosen.entries(), text.leftOut());
            var next = new NextFile(
                    Rendering.of(text.bytes(), chosen.head(), now, until).of(members),
                    new Counts(text.entries(), text.leftOut().size(), chosen.stopped()),
                    members);
            return brake.pass(recipient, profile, format, next, Duration.ZERO);
        } catch (SearchRefused refused) {
            LOG.warn("The export {} cannot be made: {}", profile.id(), refused.getMessage());
            return sql.good(profile.key(), format.file())
                    .map(good -> lastGood(good, clock.instant().plus(Brake.HELD)))
                    .orElseThrow(() -> Problem.conflict(String.valueOf(refused.getMessage())));
        }
    }

    private record NextFile(Rendering rendering, Counts counts, Members members) implements Brake.Next {

        @Override
        public int gone(ExportSql.Good last, Set<NormalValue> withdrawn) {
            return Members.of(last.members()).gone(members, withdrawn);
        }

        @Override
        public Rendering lastGood(ExportSql.Good last, Set<NormalValue> withdrawn, Instant until) {
            return Exports.lastGood(last, until);
        }
    }

    private static Rendering lastGood(ExportSql.Good good, Instant until) {
        return Rendering.lastGood(Rendering.unzip(good.zipped()), good.head(), good.at(), until)
                .of(Members.of(good.members()));
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
        if (viewer instanceof Viewer.Party party && party.may(Permission.CONFIGURE_SHARING)) {
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
