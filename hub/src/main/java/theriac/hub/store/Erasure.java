package theriac.hub.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import theriac.hub.db.Database;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;

/// Erases a personal value (mail address, telephone number, IBAN) from everything that the hub keeps: contents of
/// versions with what was derived from them, raw deliveries, findings, reasons in the ledger, and the places that
/// capabilities name. Claims on contents that held it are withdrawn first, so everyone who fetched them is told.
///
/// The contents stay readable and deliveries stay replayable; where the value stood, [ErasurePattern#BLANK] stands.
/// What remains is a record: who, when, why, a digest of the value, digests of what was changed. A second run
/// finds nothing and does no harm; a run that was interrupted is finished by asking again. Backups made before
/// keep the value: `docs/operate` says so.
public final class Erasure {

    private static final int ROUNDS = 210_000;
    private static final long VERSIONS_AT_ONCE = 20_000;

    private final Database database;
    private final ErasureSql sql;
    private final Claims claims;
    private final DeliverySql deliveries;
    private final List<ErasurePlace> places;
    private final Clock clock;

    Erasure(Database database, Claims claims, List<ErasurePlace> places, Clock clock) {
        this.database = database;
        this.sql = new ErasureSql(database);
        this.claims = claims;
        this.deliveries = new DeliverySql(database);
        this.places = List.copyOf(places);
        this.clock = clock;
    }

    /// Values of this kind can be erased.
    public static boolean personal(NormalValue value) {
        return ErasurePattern.personal(value.kind());
    }

    /// Erases a value everywhere. Takes as long as reading everything that is kept.
    ///
    /// @param by login of the person, for the record
    /// @throws Held when a legal hold covers an object that holds it
    /// @throws IllegalArgumentException when the reason itself holds the value
    public ErasureRecord erase(String by, NormalValue value, String reason) {
        var pattern = ErasurePattern.of(value);
        if (pattern.in(reason)) {
            throw new IllegalArgumentException("The reason holds the value itself; it is kept, so write it without.");
        }
        if (sql.held(value.kind().code(), value.text(), pattern.core())) {
            throw new Held("A legal hold covers an object or a source that holds this value: nothing was erased.");
        }
        var id = UUID.randomUUID();
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        long key = sql.begin(id, value.kind().code(), salt, digest(value, salt), by, reason, clock.instant());
        var run = new Run(key, pattern);
        run.versions();
        run.deliveries();
        run.store();
        places.forEach(run::place);
        sql.finish(key, clock.instant());
        return sql.load(id);
    }

    /// Records, newest first.
    public List<ErasureRecord> list(int limit) {
        return sql.list(Math.clamp(limit, 1, 1_000));
    }

    /// A legal hold forbids it.
    public static final class Held extends RuntimeException {
        Held(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /// The digest of a record, to prove that it was about a value.
    public static byte[] digest(NormalValue value, byte[] salt) {
        try {
            var spec = new PBEKeySpec(value.text().toCharArray(), salt, ROUNDS, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has PBKDF2.", impossible);
        }
    }

    /// Whether a record is about this value.
    public static boolean proves(ErasureRecord record, NormalValue value) {
        var hex = HexFormat.of();
        return hex.formatHex(digest(value, hex.parseHex(record.salt()))).equals(record.digest());
    }

    private final class Run {
        private final long key;
        private final ErasurePattern pattern;

        Run(long key, ErasurePattern pattern) {
            this.key = key;
            this.pattern = pattern;
        }

        void versions() {
            // Contents that arrive meanwhile are found as well: the end is asked for again.
            for (long from = 0; from <= sql.lastVersion(); from += VERSIONS_AT_ONCE) {
                var hits = sql.versions(from, from + VERSIONS_AT_ONCE, pattern.core()).stream()
                        .filter(version -> pattern.in(version.json()))
                        .toList();
                if (!hits.isEmpty()) {
                    database.inTransaction(() -> {
                        hits.forEach(this::blank);
                        claims.withdrawErased(key, "A personal value in it was erased.");
                    });
                }
            }
        }

        private void blank(ErasureSql.Content version) {
            var json = pattern.blank(version.json());
            var derived = Derived.of(StixObject.of((JsonObject) Json.read(json), json));
            sql.blankVersion(key, version, derived);
        }

        void deliveries() {
            for (long delivery : sql.deliveries()) {
                if (drain(raw(delivery), OutputStream.nullOutputStream()) > 0) {
                    database.inTransaction(() -> rewrite(delivery));
                }
            }
        }

        private BlankedInput raw(long delivery) {
            return new BlankedInput(new KeptParts(part -> deliveries.findRaw(delivery, part)).unzipped(), pattern);
        }

        private void rewrite(long delivery) {
            var parts = new ArrayList<Integer>();
            var blanked = raw(delivery);
            var kept = new KeptInput(
                    blanked,
                    (part, gzip) -> {
                        parts.add(part);
                        sql.keepBlanked(delivery, part, gzip);
                    },
                    bytes -> deliveries.updateBytes(delivery, bytes));
            drain(kept);
            sql.replaceRaw(key, delivery);
        }

        private long drain(BlankedInput input, OutputStream nowhere) {
            try (input) {
                input.transferTo(nowhere);
                return input.found();
            } catch (IOException broken) {
                throw new UncheckedIOException("A kept delivery cannot be read.", broken);
            }
        }

        private void drain(InputStream input) {
            try (input) {
                input.transferTo(OutputStream.nullOutputStream());
            } catch (IOException broken) {
                throw new UncheckedIOException("A kept delivery cannot be read.", broken);
            }
        }

        void store() {
            sql.blankLedger(key, pattern);
            place(new ErasurePlace("claim_end", "object_key", "reason", false));
            place(new ErasurePlace("delivery_finding", "delivery_id", "raw", true));
            place(new ErasurePlace("delivery_finding", "delivery_id", "message", false));
            place(new ErasurePlace("delivery", "id", "name", false));
            place(new ErasurePlace("delivery", "id", "problem", false));
        }

        void place(ErasurePlace place) {
            sql.blankPlace(key, place, pattern);
        }
    }
}
