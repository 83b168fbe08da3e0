package theriac.hub.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;

/// Statements of [SigningKey].
final class SigningKeySql {

    private static final String SELECT =
            "select fingerprint, public_key, seal_id, nonce, sealed, created_at from signing_key ";
    private static final int MOST = 100;

    private final Database database;

    SigningKeySql(Database database) {
        this.database = database;
    }

    record Row(SigningKey.PublicKey publicKey, String sealId, byte[] nonce, byte[] sealed) {}

    void keep(Row row) {
        database.jdbc()
                .sql("""
                        insert into signing_key (fingerprint, public_key, seal_id, nonce, sealed, created_at)
                        values (:fingerprint, :key, :seal, :nonce, :sealed, :at)""")
                .param("fingerprint", row.publicKey().fingerprint())
                .param("key", row.publicKey().text())
                .param("seal", row.sealId())
                .param("nonce", row.nonce())
                .param("sealed", row.sealed())
                .param("at", row.publicKey().since().atOffset(ZoneOffset.UTC))
                .update();
    }

    void seal(String fingerprint, String sealId, Seal.Sealed sealed) {
        database.jdbc()
                .sql("""
                        update signing_key set seal_id = :seal, nonce = :nonce, sealed = :sealed
                        where fingerprint = :fingerprint""")
                .param("fingerprint", fingerprint)
                .param("seal", sealId)
                .param("nonce", sealed.nonce())
                .param("sealed", sealed.bytes())
                .update();
    }

    /// The newest that this vault can open.
    Optional<Row> newest(String sealId) {
        return database.jdbc()
                .sql(SELECT + "where seal_id = :seal order by created_at desc, fingerprint limit 1")
                .param("seal", sealId)
                .query((row, n) -> row(row))
                .optional();
    }

    /// Newest first.
    List<Row> all() {
        return database.jdbc()
                .sql(SELECT + "order by created_at desc, fingerprint limit :most")
                .param("most", MOST)
                .query((row, n) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new SigningKey.PublicKey(
                        row.getString("fingerprint"),
                        row.getString("public_key"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()),
                row.getString("seal_id"),
                row.getBytes("nonce"),
                row.getBytes("sealed"));
    }
}
