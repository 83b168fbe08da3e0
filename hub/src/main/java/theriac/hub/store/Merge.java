package theriac.hub.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import theriac.hub.store.ClaimSql.Standing;

/// One batch on its way into the store, inside one transaction: objects, versions and what is derived
/// from them first, then, under the ledger's head, the claims. One-way; used once.
final class Merge {

    private final ClaimSql sql;
    private final ObjectKeys objects;
    private final Ledger ledger;
    private final Overrides overrides;
    private final HeldBack held;
    private final ClaimBatch batch;
    private final List<ClaimRow> rows;
    private int created;
    private int revised;

    Merge(
            ClaimSql sql,
            ObjectKeys objects,
            Ledger ledger,
            Overrides overrides,
            HeldBack held,
            ClaimBatch batch,
            List<ClaimRow> rows) {
        this.sql = sql;
        this.objects = objects;
        this.ledger = ledger;
        this.overrides = overrides;
        this.held = held;
        this.batch = batch;
        this.rows = rows;
    }

    /// @param rows without repetitions of the same content
    ClaimResult run() {
        var keys = internObjects();
        storeVersions(keys);
        var known = sql.claimsOf(batch.source(), keysOfOldObjects(rows));
        var fresh = withoutClaimed(rows, known);
        if (fresh.isEmpty()) {
            return result(0);
        }
        long first = ledger.begin();
        // From here on nobody else claims: what was claimed while we waited for the head is visible now.
        known = sql.claimsOf(batch.source(), keysOfOldObjects(fresh));
        fresh = withoutClaimed(fresh, known);
        if (fresh.isEmpty()) {
            return result(0);
        }
        overrides.apply(batch.source(), fresh);
        judge(fresh, known);
        sql.insertClaims(batch.source(), batch.delivery(), first, fresh);
        sql.insertLedger(batch.source(), first, fresh);
        return result(ledger.end(first + fresh.size() - 1));
    }

    private ClaimResult result(long lastSeq) {
        return new ClaimResult(created, revised, batch.candidates().size() - created - revised, lastSeq);
    }

    private ObjectKeys.Interned internObjects() {
        // The objects themselves first: their keys rise with the rows that follow.
        var ids = new ArrayList<String>(rows.size() * 2);
        rows.forEach(row -> ids.add(row.derived.id()));
        rows.forEach(row -> row.derived
                .references()
                .forEach(reference -> ids.add(reference.target().text())));
        var interned = objects.intern(ids);
        for (var row : rows) {
            var key = interned.byId().get(row.derived.id());
            if (key == null) {
                throw new IllegalStateException("The object " + row.derived.id() + " got no key.");
            }
            row.objectKey = key;
            row.newObject = interned.made().contains(row.derived.id());
            row.typeId = ObjectKeys.number(interned.numbers(), row.derived.type());
        }
        return interned;
    }

    /// Stores contents that are new. An object that this transaction made is nobody else's; the others are
    /// locked before their contents are looked up for good, so that no content is stored twice.
    private void storeVersions(ObjectKeys.Interned keys) {
        var old = rows.stream().filter(row -> !row.newObject).toList();
        if (!old.isEmpty()) {
            sql.findVersions(old);
            var unknown = old.stream().filter(row -> row.versionKey == 0).toList();
            if (!unknown.isEmpty()) {
                sql.lockObjects(unknown.stream()
                        .map(row -> row.objectKey)
                        .distinct()
                        .sorted()
                        .toArray(Long[]::new));
                sql.findVersions(unknown);
            }
        }
        var missing = rows.stream().filter(row -> row.versionKey == 0).toList();
        if (missing.isEmpty()) {
            return;
        }
        var fresh = objects.versionKeys(missing.size());
        for (int i = 0; i < fresh.length; i++) {
            missing.get(i).versionKey = fresh[i];
        }
        sql.insertVersions(missing);
        sql.insertValues(missing);
        sql.insertRules(missing);
        held.keep(missing);
        sql.insertReferences(missing, keys.byId());
        var narrative =
                missing.stream().filter(row -> row.typeId >= ObjectTypes.NARROW).toList();
        if (!narrative.isEmpty()) {
            sql.insertNarratives(narrative);
        }
    }

    private static List<Long> keysOfOldObjects(List<ClaimRow> rows) {
        return rows.stream()
                .filter(row -> !row.newObject)
                .map(row -> row.objectKey)
                .distinct()
                .toList();
    }

    private static List<ClaimRow> withoutClaimed(List<ClaimRow> rows, Map<Long, List<Standing>> known) {
        return rows.stream()
                .filter(row -> known.getOrDefault(row.objectKey, List.of()).stream()
                        .noneMatch(claim -> claim.versionKey() == row.versionKey))
                .toList();
    }

    /// Decides for each new claim whether it is the source's first word about the object, and whether it
    /// stands: a version that is not newer than one that was withdrawn does not bring the object back.
    private void judge(List<ClaimRow> fresh, Map<Long, List<Standing>> known) {
        var before = new HashMap<Long, List<Standing>>();
        known.forEach((key, claims) -> before.put(key, new ArrayList<>(claims)));
        Set<Long> seen = new HashSet<>(known.keySet());
        for (var row : fresh) {
            var claims = before.getOrDefault(row.objectKey, List.of());
            row.bornWithdrawn = claims.stream().anyMatch(c -> c.withdrawn() && !row.newerThan(c.version()));
            boolean first = seen.add(row.objectKey);
            if (row.derived.revoked()) {
                row.kind = LedgerEntry.Kind.REVOKED;
            } else {
                row.kind = first ? LedgerEntry.Kind.CLAIMED : LedgerEntry.Kind.REVISED;
            }
            if (first) {
                created++;
            } else {
                revised++;
            }
        }
    }
}
