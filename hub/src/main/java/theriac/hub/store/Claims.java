package theriac.hub.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The one way in, and the way back. A claim is one source's word about one version, for one audience; it
/// stands or falls alone. Safe between threads and between hubs on one database.
public final class Claims {

    /// A dead-lock picks a victim now and then when callers combine writes in their own order; it may
    /// simply try again.
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final ClaimSql sql;
    private final WithdrawalSql withdrawals;
    private final SpanSql spans;
    private final ObjectKeys objects;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Overrides overrides;
    private final HeldBack held;

    Claims(
            Database database,
            ObjectKeys objects,
            Audiences audiences,
            Ledger ledger,
            Overrides overrides,
            HeldBack held) {
        this.database = database;
        this.sql = new ClaimSql(database);
        this.withdrawals = new WithdrawalSql(database);
        this.spans = new SpanSql(database);
        this.objects = objects;
        this.audiences = audiences;
        this.ledger = ledger;
        this.overrides = overrides;
        this.held = held;
    }

    /// Stores what a source says: versions, claims, values, references, search words, and a ledger row
    /// for each new claim, in one transaction (the caller's, if there is one). Doing it again changes
    /// nothing.
    ///
    /// Delivering a version again never revives a withdrawn claim, and neither does an older version; a
    /// newer one does.
    public ClaimResult claim(ClaimBatch batch) {
        if (batch.candidates().isEmpty()) {
            return new ClaimResult(0, 0, 0, 0);
        }
        ledger.preparePartitions();
        return repeating(() -> database.inTransaction(
                () -> new Merge(sql, objects, ledger, overrides, held, batch, rows(batch.candidates())).run()));
    }

    /// The newest content of an object by the standing word of one source; empty when it says nothing of it.
    ///
    /// @param source internal key
    public Optional<StixObject> said(long source, StixId id) {
        return sql.said(source, id.text()).flatMap(json -> StixObject.find((JsonObject) Json.read(json)));
    }

    /// Takes back what a source says about an object. Recipients who can see no other claim on it get a
    /// revoked version.
    ///
    /// @param actor who decides; claims that it cannot see are not touched
    /// @param source internal key
    public Withdrawal withdraw(Viewer actor, StixId id, long source, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> withdrawals.withdraw(
                        WithdrawalSql.OBJECT, keyOf(id), source, first, why, audiences.visible(actor)));
    }

    /// Takes back what a source says about several objects, in parts of which each is a transaction.
    ///
    /// @param actor who decides; claims that it cannot see are not touched
    /// @param source internal key
    /// @return how many claims were taken back
    public long withdraw(Viewer actor, Collection<StixId> ids, long source, String reason) {
        long total = 0;
        var names = ids.stream().map(StixId::text).distinct().toList();
        for (int from = 0; from < names.size(); from += ClaimBatch.LIMIT) {
            var keys = objects.existing(names.subList(from, Math.min(names.size(), from + ClaimBatch.LIMIT)))
                    .values();
            long taken = keys.isEmpty() ? 0 : Withdrawals.PART;
            while (taken == Withdrawals.PART) {
                taken = changing(
                                actor,
                                reason,
                                (first, why) -> withdrawals.withdraw(
                                        WithdrawalSql.objects(keys), 0, source, first, why, audiences.visible(actor)))
                        .claims();
                total += taken;
            }
        }
        return total;
    }

    /// Takes back what a source says in some versions of an object: those that a recipient who hears this
    /// source alone is given by that filter.
    ///
    /// @param actor who decides; claims that it cannot see are not touched
    /// @param source internal key
    public Withdrawal withdraw(Viewer actor, StixId id, long source, VersionFilter which, String reason) {
        return changing(actor, reason, (first, why) -> {
            var visible = audiences.visible(actor);
            long object = keyOf(id);
            var said = spans.spans(List.of(object), visible, OptionalLong.of(source));
            var versions = Timeline.emissions(said.getOrDefault(object, List.of()), which).stream()
                    .filter(emission -> !emission.gone())
                    .map(Timeline.Emission::version)
                    .collect(Collectors.toSet());
            return versions.isEmpty()
                    ? 0
                    : withdrawals.withdraw(WithdrawalSql.versions(versions), object, source, first, why, visible);
        });
    }

    /// Takes back the first [Withdrawals#PART] standing claims that one delivery brought, in one statement.
    ///
    /// @param after only claims after this position
    Withdrawal withdrawDelivery(Viewer actor, long delivery, long after, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> withdrawals.withdraw(
                        WithdrawalSql.DELIVERY, delivery, after, first, why, audiences.visible(actor)));
    }

    /// Takes back the first [Withdrawals#PART] standing claims of a source, in one statement.
    ///
    /// @param after only claims after this position
    Withdrawal withdrawSource(Viewer actor, long source, long after, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> withdrawals.withdraw(
                        WithdrawalSql.SOURCE, source, after, first, why, audiences.visible(actor)));
    }

    /// Takes back the oldest claims over the time of a retention policy, at most 5,000: repeat until
    /// there are none.
    ///
    /// @param policy internal key
    /// @param before claims that arrived before this position are over their time
    Withdrawal expire(Viewer actor, long policy, long before, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> withdrawals.withdraw(
                        RetentionSql.EXPIRED, policy, before, first, why, audiences.visible(actor)));
    }

    /// Takes back all claims on contents that an erasure changed, whoever said so: the contents are no
    /// longer what the sources said.
    Withdrawal withdrawErased(long erasure, String reason) {
        var everything = Viewer.system("erasure of personal values");
        return changing(
                everything,
                reason,
                (first, why) -> withdrawals.withdraw(
                        ErasureSql.CHANGED, erasure, 0, first, why, audiences.visible(everything)));
    }

    /// Lets stand again what one part of a decision took from a source.
    Withdrawal restorePart(Viewer actor, long source, WithdrawalSql.Part part, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> restored(
                        WithdrawalSql.WITHDRAWAL + " and c.source_id = " + source,
                        part.firstSeq(),
                        part.lastSeq(),
                        first,
                        why,
                        audiences.visible(actor)));
    }

    /// Undoes one withdrawal, exactly the claims that it took back. What is TLP:RED comes back for the
    /// people who are named now, as with [#restore].
    public Withdrawal undo(Viewer actor, Withdrawal withdrawal, String reason) {
        return changing(
                actor,
                reason,
                (first, why) -> restored(
                        WithdrawalSql.WITHDRAWAL,
                        withdrawal.seq() - withdrawal.claims() + 1,
                        withdrawal.seq(),
                        first,
                        why,
                        audiences.visible(actor)));
    }

    /// Lets a source's withdrawn claims on an object stand again.
    public Withdrawal restore(Viewer actor, StixId id, long source, String reason) {
        return changing(
                actor,
                reason,
                (first, why) ->
                        restored(WithdrawalSql.OBJECT, keyOf(id), source, first, why, audiences.visible(actor)));
    }

    /// Gives to another audience what stands of a source on some objects for one audience; what it says for
    /// others stays. Told like an override, in the order of the objects, in one step however many they are.
    ///
    /// @param actor who decides; nothing happens when it cannot see what is for that audience
    public Withdrawal moveAudience(
            Viewer actor, List<StixId> ids, long source, Audience from, Audience to, String reason) {
        long before = audiences.intern(from);
        boolean sees = LongStream.of(audiences.visible(actor)).anyMatch(each -> each == before);
        var known = objects.existing(ids.stream().map(StixId::text).toList());
        var keys = ids.stream()
                .flatMap(id -> Optional.ofNullable(known.get(id.text())).stream())
                .toList();
        return changing(
                actor,
                reason,
                (first, why) -> sees ? withdrawals.move(keys, source, before, audiences.intern(to), first, why) : 0);
    }

    /// Gives to fewer what a source says on some objects, as if it had never been for the others:
    /// nobody is told, and they find nothing of it. For what was stopped before they read it; whoever
    /// did must be among those who keep it. [#moveAudience] lets it be for them again.
    ///
    /// @param source internal key
    public void hide(Collection<StixId> ids, long source, Audience from, Audience to) {
        var keys = objects.existing(ids.stream().map(StixId::text).toList()).values();
        database.inTransaction(() -> withdrawals.hide(keys, source, audiences.intern(from), audiences.intern(to)));
    }

    /// Decides for whom an owner's word about an object is, now and in later deliveries, in place of the
    /// marking that it came with and of what was decided before ([Overrides]). Who could see it and no
    /// longer can is told as with a withdrawal; who sees it before and after notices nothing.
    ///
    /// @param wanted its owner is the one whose word it is
    public Withdrawal override(Viewer.Party actor, StixId id, Audience wanted, String reason) {
        return changing(actor, reason, (first, why) -> overrides.set(actor, id, wanted, first, why));
    }

    /// Lifts what was decided: the owner's word is again for whom it came.
    ///
    /// @param owner internal key
    public Withdrawal liftOverride(Viewer.Party actor, StixId id, long owner, String reason) {
        return changing(actor, reason, (first, why) -> overrides.lift(actor, id, owner, first, why));
    }

    /// Names the people for whom a source's standing TLP:RED claims are, in place of those who were
    /// named. Told like an override.
    ///
    /// @param source internal key
    /// @param people internal keys
    public void name(Viewer actor, long source, SortedSet<Long> people, String reason) {
        var left = withdrawals.red(source, people);
        while (!left.isEmpty()) {
            left.forEach((object, told) -> changing(
                    actor,
                    reason,
                    (first, why) -> withdrawals.redirect(
                            object,
                            told,
                            told.stream().map(each -> named(each.now(), people)).toList(),
                            first,
                            why)));
            left = withdrawals.red(source, people);
        }
    }

    private long restored(String which, long firstKey, long secondKey, long first, Why why, long[] visible) {
        var named = withdrawals.notNamed(which, firstKey, secondKey).stream()
                .map(each ->
                        new WithdrawalSql.Named(each.source(), each.audience(), named(each.audience(), each.people())))
                .toList();
        return withdrawals.restore(which, firstKey, secondKey, first, why, visible, named);
    }

    private long named(long audience, SortedSet<Long> people) {
        var before = audiences.load(audience);
        return audiences.intern(new Audience(
                before.tlp(), before.owner(), before.organizations(), before.groups(), people, before.pap()));
    }

    /// A set-based change under the ledger's head.
    @FunctionalInterface
    private interface Change {
        /// @return how many positions were used
        long apply(long firstSeq, Why why);
    }

    /// Who did something and why, as it stands in the ledger.
    record Why(String actor, Optional<Long> organization, String reason) {}

    private Withdrawal changing(Viewer actor, String reason, Change change) {
        ledger.preparePartitions();
        return repeating(() -> database.inTransaction(() -> {
            long first = ledger.begin();
            long used = change.apply(first, why(actor, reason));
            if (used == 0) {
                return new Withdrawal(first - 1, Position.at(first - 1), 0);
            }
            long last = ledger.end(first + used - 1);
            return new Withdrawal(last, Position.at(last), used);
        }));
    }

    private static Why why(Viewer actor, String reason) {
        var clean = Derived.clean(reason, 2_000);
        return switch (actor) {
            case Viewer.Party p -> new Why(p.name(), Optional.of(p.organization()), clean);
            case Viewer.System s -> new Why("system: " + s.reason(), Optional.empty(), clean);
            case Viewer.Anonymous a -> throw new IllegalArgumentException("Nobody changes claims without a name.");
        };
    }

    private long keyOf(StixId id) {
        return objects.existing(List.of(id.text())).getOrDefault(id.text(), -1L);
    }

    /// Rows without repetitions; the first of equal contents counts.
    private List<ClaimRow> rows(List<Candidate> candidates) {
        var interned = new HashMap<Audience, Long>();
        var seen = new HashSet<ByteBuffer>();
        var rows = new ArrayList<ClaimRow>(candidates.size());
        for (var candidate : candidates) {
            // The digest covers the id: equal digests are the same version of the same object.
            if (seen.add(ByteBuffer.wrap(candidate.derived().digest()))) {
                long audience = interned.computeIfAbsent(candidate.audience(), audiences::intern);
                rows.add(new ClaimRow(candidate.derived(), audience, candidate.confidence(), candidate.credibility()));
            }
        }
        return rows;
    }

    private static <T> T repeating(Supplier<T> work) {
        // Inside a caller's transaction a failure has spoilt that transaction: only its owner can begin again.
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConcurrencyFailureException collision) {
                if (attempt == ATTEMPTS) {
                    throw collision;
                }
            }
        }
    }
}
