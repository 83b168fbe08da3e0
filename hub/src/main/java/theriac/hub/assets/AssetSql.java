package theriac.hub.assets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Statements over `asset`.
final class AssetSql {

    private static final UUID NOBODY = new UUID(0, 0);

    private final JdbcClient jdbc;

    AssetSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Asset> list(long organization) {
        return jdbc.sql("""
                        select public_id, kind, value, note, origin, at, by from asset
                        where organization_id = :organization order by kind, value limit 10000""")
                .param("organization", organization)
                .query((row, n) -> asset(row))
                .list();
    }

    int count(long organization) {
        return jdbc.sql("select count(*) from asset where organization_id = :organization")
                .param("organization", organization)
                .query(Integer.class)
                .single();
    }

    /// Two who enter at once follow each other.
    void lock(long organization) {
        jdbc.sql("select id from organization where id = :organization for update")
                .param("organization", organization)
                .query(Long.class)
                .single();
    }

    /// One statement for all of them.
    ///
    /// @return how many were new
    int insert(long organization, List<Asset> assets) {
        return jdbc.sql("""
                        insert into asset (public_id, organization_id, kind, value, note, origin, at, by)
                        select u.id, :organization, u.kind, u.value, u.note, u.origin, u.at, u.by
                        from unnest(:ids::uuid[], :kinds::text[], :values::text[], :notes::text[], :origins::text[],
                                    :moments::timestamptz[], :names::text[])
                            u (id, kind, value, note, origin, at, by)
                        on conflict (organization_id, kind, value) do nothing""")
                .param("organization", organization)
                .param("ids", assets.stream().map(Asset::id).toArray(UUID[]::new))
                .param("kinds", texts(assets, asset -> asset.kind().text()))
                .param("values", texts(assets, Asset::value))
                .param("notes", texts(assets, Asset::note))
                .param("origins", texts(assets, Asset::origin))
                .param("moments", texts(assets, asset -> asset.at().toString()))
                .param("names", texts(assets, Asset::by))
                .update();
    }

    private static String[] texts(List<Asset> assets, Function<Asset, String> text) {
        return assets.stream().map(text).toArray(String[]::new);
    }

    /// False when there is none.
    boolean delete(long organization, UUID id) {
        return jdbc.sql("delete from asset where organization_id = :organization and public_id = :id")
                        .param("organization", organization)
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Each distinct thing once, with the keys of all that have it and take part; streamed.
    void distinct(BiConsumer<Asset, List<Long>> each) {
        jdbc.sql("""
                        select a.kind, a.value, array_agg(a.organization_id order by a.organization_id) as owners
                        from asset a join organization o on o.id = a.organization_id
                        where o.closed_at is null
                        group by a.kind, a.value order by a.value, a.kind""").query((ResultSet row) -> {
            var kind = AssetKind.parse(row.getString("kind")).orElseThrow();
            var thing = new Asset(NOBODY, kind, row.getString("value"), "", "", Instant.EPOCH, "");
            each.accept(thing, List.of((Long[]) row.getArray("owners").getArray()));
        });
    }

    private static Asset asset(ResultSet row) throws SQLException {
        return new Asset(
                row.getObject("public_id", UUID.class),
                AssetKind.parse(row.getString("kind")).orElseThrow(),
                row.getString("value"),
                row.getString("note"),
                row.getString("origin"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by"));
    }
}
