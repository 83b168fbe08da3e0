package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.MarkingOverride;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// Decisions about for whom a word is, in place of the marking that it came with. One of each organisation that
/// decides stands for an object and an owner of words, and the newest counts; claims carry its audience, so that
/// reading costs nothing, and what arrives later is
/// stored with it ([MarkingOverride#counts]). Whether somebody may decide it is not asked here. Safe between
/// threads and between hubs on one database.
public final class Overrides {

    private final OverrideSql sql;
    private final WithdrawalSql claims;
    private final ObjectKeys objects;
    private final Audiences audiences;
    private final Clock clock;

    Overrides(Database database, ObjectKeys objects, Audiences audiences, Clock clock) {
        this.sql = new OverrideSql(database);
        this.claims = new WithdrawalSql(database);
        this.objects = objects;
        this.audiences = audiences;
        this.clock = clock;
    }

    /// One that stands.
    ///
    /// @param owner of the words (internal key)
    /// @param organization who decided (internal key)
    /// @param by log-in name of the person
    public record Standing(
            long owner,
            MarkingOverride override,
            long organization,
            String organizationName,
            String by,
            String reason,
            Instant at) {}

    /// Those that stand on an object, the newest first, as far as the viewer sees a word with it or without it. Of
    /// those of one owner the newest counts.
    public List<Standing> list(Viewer viewer, StixId id) {
        var visible = visible(viewer);
        return key(id).map(key -> sql.standing(List.of(key))).orElse(List.of()).stream()
                .filter(row -> visible.contains(row.audience()) || !Collections.disjoint(visible, row.decidedOn()))
                .map(row -> new Standing(
                        row.owner(),
                        override(row),
                        row.organization(),
                        row.organizationName(),
                        row.by(),
                        row.reason(),
                        row.at()))
                .toList();
    }

    private Optional<Long> key(StixId id) {
        return Optional.ofNullable(objects.existing(List.of(id.text())).get(id.text()));
    }

    private MarkingOverride override(OverrideSql.Row row) {
        return new MarkingOverride(
                audiences.load(row.audience()),
                row.decidedOn().stream().map(audiences::load).collect(Collectors.toSet()));
    }

    /// Takes the place of what the actor's organisation decided before, and counts before what others did. Under the
    /// ledger's head.
    ///
    /// @return how many positions were used
    long set(Viewer.Party actor, StixId id, Audience wanted, long firstSeq, Claims.Why why) {
        long object = key(id).orElse(-1L);
        var visible = visible(actor);
        var seen = sql.told(object, wanted.owner()).stream()
                .filter(each -> each.stands() && visible.contains(each.now()))
                .toList();
        if (seen.isEmpty()) {
            return 0;
        }
        sql.end(object, wanted.owner(), actor.organization(), clock.instant());
        long override =
                sql.insert(object, wanted.owner(), audiences.intern(wanted), actor, why.reason(), clock.instant());
        sql.count(Collections.nCopies(seen.size(), override), seen);
        return enforce(object, wanted.owner(), firstSeq, why);
    }

    /// Ends what the actor's organisation decided: the owner's words are for whom they came, or for whom another
    /// organisation decided. Under the ledger's head.
    ///
    /// @param owner internal key
    /// @return how many positions were used
    long lift(Viewer.Party actor, StixId id, long owner, long firstSeq, Claims.Why why) {
        long object = key(id).orElse(-1L);
        sql.end(object, owner, actor.organization(), clock.instant());
        return enforce(object, owner, firstSeq, why);
    }

    /// Gives all that an owner says about an object the audience that it has by what stands now.
    private long enforce(long object, long owner, long firstSeq, Claims.Why why) {
        var standing = sql.standing(List.of(object)).stream()
                .filter(row -> row.owner() == owner)
                .toList();
        var told = sql.told(object, owner);
        var counted = new Counted();
        var now = told.stream().map(each -> audience(standing, each, counted)).toList();
        counted.keep();
        return claims.redirect(object, told, now, firstSeq, why);
    }

    /// For which claims which overrides count, kept in one statement.
    private final class Counted {
        private final List<Long> overrides = new ArrayList<>();
        private final List<OverrideSql.Told> claims = new ArrayList<>();

        void keep() {
            if (!overrides.isEmpty()) {
                sql.count(overrides, claims);
            }
        }
    }

    /// The audience of a claim by the newest of these overrides that counts for it (internal key).
    private long audience(List<OverrideSql.Row> standing, OverrideSql.Told claim, Counted counted) {
        var counting = standing.stream()
                .filter(row -> override(row).counts(audiences.load(claim.came())))
                .toList();
        // All of them: when the newest is lifted, the one before it counts.
        for (var row : counting) {
            counted.overrides.add(row.id());
            counted.claims.add(claim);
        }
        return counting.stream().findFirst().map(OverrideSql.Row::audience).orElse(claim.came());
    }

    private Set<Long> visible(Viewer viewer) {
        return Arrays.stream(audiences.visible(viewer)).boxed().collect(Collectors.toSet());
    }

    /// Gives what arrives the audience of the override that counts for it. Under the ledger's head: an override that
    /// is decided at the same time is either seen here or sees these claims.
    void apply(long source, List<ClaimRow> fresh) {
        var old = fresh.stream().filter(row -> !row.newObject).toList();
        if (old.isEmpty()) {
            return;
        }
        var standing = sql.standing(old.stream().map(row -> row.objectKey).collect(Collectors.toSet()));
        if (standing.isEmpty()) {
            return;
        }
        var byObject = standing.stream().collect(Collectors.groupingBy(OverrideSql.Row::object));
        var counted = new Counted();
        for (var row : old) {
            var came = new OverrideSql.Told(row.versionKey, source, row.audience, row.audience, true);
            row.audience = audience(byObject.getOrDefault(row.objectKey, List.of()), came, counted);
        }
        counted.keep();
    }
}
