package theriac.hub.sharing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.store.Position;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// Statements of [WhereSent].
final class WhereSentSql {

    /// Of marks that are spread evenly, none of a million is further from its place than this, but for
    /// one chance in thousands of millions.
    private static final int AROUND = 4_096;

    private static final int MOST_PLACES = 5_000;

    private final Database database;

    WhereSentSql(Database database) {
        this.database = database;
    }

    /// Under which rules the object was ever told, each since when.
    Map<Long, Long> since(StixId id, long[] visible) {
        var since = new HashMap<Long, Long>();
        database.jdbc()
                .sql("""
                        select s.audience_id, min(s.seq)
                        from object o cross join lateral (
                          select c.audience_id, c.seq from claim c where c.object_key = o.key
                          union all
                          select e.audience_id, e.from_seq from claim_end e where e.object_key = o.key) s
                        where o.stix_id = :id and s.audience_id = any(:visible)
                        group by s.audience_id limit :limit""")
                .param("id", id.text())
                .param("visible", visible)
                .param("limit", WhereSent.MOST)
                .query(row -> {
                    since.put(row.getLong(1), row.getLong(2));
                });
        return since;
    }

    /// @param before a page that was fetched from this position on says nothing
    record Ask(long organization, long seq, long before) {}

    /// @param fetched position of the first page that held it or what came after it
    record Got(long organization, Optional<Long> fetched, String collection, Optional<Long> recognised) {}

    /// Who read past these places without a gap: one probe of the index `ledger_progress` for each.
    ///
    /// @param indicator otherwise it is only in the collection of everything
    List<Got> reached(List<Ask> asks, long[] visible, boolean indicator) {
        return database.jdbc()
                .sql("""
                        select a.organization, f.seq, f.collection, r.seq
                        from unnest(:organizations::bigint[], :seqs::bigint[], :moments::text[]::timestamptz[],
                                    :before::bigint[]) a (organization, seq, moment, before)
                        left join lateral (
                          select x.seq, x.detail ->> 'collection' as collection from ledger x
                          where x.organization_id = a.organization and x.kind = 'fetched'
                            and x.kind in ('fetched', 'recognised') and x.seq >= a.seq and x.seq < a.before
                            and x.audience_id = any(:visible) and x.detail ->> 'file' is null
                            and (x.detail ->> 'position')::timestamptz >= a.moment
                            and (x.detail ->> 'from' is null or (x.detail ->> 'from')::timestamptz < a.moment)
                            and (:indicator or x.detail ->> 'collection' = 'intelligence')
                          order by x.seq limit 1) f on true
                        left join lateral (
                          select x.seq from ledger x
                          where :indicator and x.organization_id = a.organization and x.kind = 'recognised'
                            and x.kind in ('fetched', 'recognised') and x.seq >= a.seq and x.seq < a.before
                            and x.audience_id = any(:visible)
                            and (x.detail ->> 'position')::timestamptz >= a.moment
                          order by x.seq limit 1) r on true
                        where f.seq is not null or r.seq is not null""")
                .param("organizations", asks.stream().map(Ask::organization).toArray(Long[]::new))
                .param("seqs", asks.stream().map(Ask::seq).toArray(Long[]::new))
                .param(
                        "moments",
                        asks.stream().map(a -> Position.at(a.seq()).toString()).toArray(String[]::new))
                .param("before", asks.stream().map(Ask::before).toArray(Long[]::new))
                .param("visible", visible)
                .param("indicator", indicator)
                .query((row, n) -> new Got(
                        row.getLong(1),
                        Optional.ofNullable(row.getObject(2, Long.class)),
                        Optional.ofNullable(row.getString(3)).orElse(""),
                        Optional.ofNullable(row.getObject(4, Long.class))))
                .list();
    }

    /// A place of an object in a collection that people made.
    ///
    /// @param seq of what happened to it
    record Place(UUID collection, long place, long seq) {}

    /// By collection and place.
    List<Place> places(StixId id) {
        return database.jdbc()
                .sql("""
                        select c.public_id, e.place, e.seq
                        from object o cross join shared_collection c
                        join shelf_entry e on e.shelf_id = c.shelf_id and e.object_key = o.key
                        where o.stix_id = :id order by c.id, e.place limit :limit""")
                .param("id", id.text())
                .param("limit", MOST_PLACES)
                .query((row, n) -> new Place(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)))
                .list();
    }

    /// A place in a collection that somebody may have read past.
    ///
    /// @param before see [Ask]
    record AskPlace(long organization, UUID collection, long place, long before) {}

    /// @param seq position of the first page that held it or what came after it
    record Read(long organization, UUID collection, String name, long seq) {}

    /// Who read past these places of collections without a gap.
    List<Read> read(List<AskPlace> asks, long[] visible) {
        return database.jdbc()
                .sql("""
                        select a.organization, a.collection, f.name, f.seq
                        from unnest(:organizations::bigint[], :collections::uuid[], :seqs::bigint[],
                                    :moments::text[]::timestamptz[], :before::bigint[])
                             a (organization, collection, seq, moment, before)
                        cross join lateral (
                          select x.seq, x.detail ->> 'collection' as name from ledger x
                          where x.organization_id = a.organization and x.kind = 'fetched'
                            and x.kind in ('fetched', 'recognised') and x.seq >= a.seq and x.seq < a.before
                            and x.audience_id = any(:visible)
                            and x.detail ->> 'collection_id' = a.collection::text
                            and (x.detail ->> 'collection_position')::timestamptz >= a.moment
                            and (x.detail ->> 'collection_from')::timestamptz < a.moment
                          order by x.seq limit 1) f""")
                .param(
                        "organizations",
                        asks.stream().map(AskPlace::organization).toArray(Long[]::new))
                .param("collections", asks.stream().map(AskPlace::collection).toArray(UUID[]::new))
                .param("seqs", asks.stream().map(AskPlace::place).toArray(Long[]::new))
                .param(
                        "moments",
                        asks.stream()
                                .map(a -> Position.at(a.place()).toString())
                                .toArray(String[]::new))
                .param("before", asks.stream().map(AskPlace::before).toArray(Long[]::new))
                .param("visible", visible)
                .query((row, n) ->
                        new Read(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getLong(4)))
                .list();
    }

    /// A way that names each thing it gives.
    record Named(long organization, long seq, String channel) {}

    List<Named> named(StixId id, long[] visible) {
        return database.jdbc()
                .sql("""
                        select l.organization_id, min(l.seq), l.detail ->> 'channel'
                        from object o join ledger l on l.object_key = o.key
                        where o.stix_id = :id and l.kind = 'fetched' and l.kind not in ('claimed', 'revised')
                          and l.audience_id = any(:visible) and l.detail ->> 'holds' is null
                          and l.organization_id is not null
                        group by l.organization_id, l.detail ->> 'channel' limit :limit""")
                .param("id", id.text())
                .param("visible", visible)
                .param("limit", WhereSent.MOST)
                .query((row, n) -> new Named(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
    }

    record File(long organization, String name) {}

    /// @param holds see [FileReceipts]
    record Receipt(File file, long seq, String holds) {}

    /// In the order in which they came.
    List<Receipt> receipts(StixId report, long[] visible) {
        return database.jdbc()
                .sql("""
                        select l.organization_id, coalesce(p.name || '/' || split_part(l.detail ->> 'file', '/', 2),
                                                           '/' || (l.detail ->> 'file')), l.seq, l.detail ->> 'holds'
                        from object o join ledger l on l.object_key = o.key
                        left join export_profile p on p.public_id::text = split_part(l.detail ->> 'file', '/', 1)
                        where o.stix_id = :id and l.kind = 'fetched' and l.kind not in ('claimed', 'revised')
                          and l.audience_id = any(:visible) and l.detail ->> 'holds' is not null
                        order by l.seq limit 20000""")
                .param("id", report.text())
                .param("visible", visible)
                .query((row, n) ->
                        new Receipt(new File(row.getLong(1), row.getString(2)), row.getLong(3), row.getString(4)))
                .list();
    }

    /// @param at when its kept state was made
    record Holding(File file, Instant at) {}

    /// Files whose kept state holds any of these values. Marks are spread evenly, so the place of one is
    /// known closely enough that a few pages of a file of millions are read.
    List<Holding> holding(Collection<Long> organizations, List<NormalValue> values) {
        var found = new ArrayList<Holding>();
        for (var value : values) {
            database.jdbc()
                    .sql("""
                            select p.organization_id, case when p.plain then '/lists/' else p.name || '/' end || f.file,
                                   f.at, substring(f.members from s.first * 8 + 1 for :around * 16)
                            from export_profile p join export_file f on f.profile_id = p.id
                            cross join lateral (select length(f.members) / 8 as size) n
                            cross join lateral (
                              select greatest(0, (:place * n.size)::bigint - :around)::int as first) s
                            where p.organization_id = any(:organizations) and n.size > 0 limit :limit""")
                    .param("around", AROUND)
                    .param("place", Members.place(value))
                    .param("organizations", organizations.toArray(Long[]::new))
                    .param("limit", WhereSent.MOST)
                    .query(row -> {
                        if (Members.of(row.getBytes(4)).has(value)) {
                            found.add(new Holding(
                                    new File(row.getLong(1), row.getString(2)),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                        }
                    });
        }
        return found;
    }
}
