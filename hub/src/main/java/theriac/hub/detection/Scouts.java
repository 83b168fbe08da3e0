package theriac.hub.detection;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// The scouts of the members, one per machine token. Thread-safe.
public final class Scouts {

    private final Database database;
    private final ScoutSql sql;
    private final Ledger ledger;
    private final Clock clock;

    public Scouts(Database database, Ledger ledger, Clock clock) {
        this.database = database;
        this.sql = new ScoutSql(database.jdbc());
        this.ledger = ledger;
        this.clock = clock;
    }

    /// A scout as others may know it.
    ///
    /// @param token the beginning of its token, which its ledger rows name
    /// @param organizationKey internal
    /// @param position it recognises everything up to this moment of the ledger; empty before its first receipt
    /// @param indicators how many it holds
    /// @param receivedAt when the last receipt came
    /// @param seenAt when it last asked anything
    /// @param issuedAt when it was given its token
    public record Scout(
            UUID id,
            String name,
            String token,
            long organizationKey,
            String organization,
            Optional<Instant> position,
            long indicators,
            Optional<Instant> receivedAt,
            Instant seenAt,
            Instant issuedAt) {}

    /// "I recognise everything up to here."
    ///
    /// @param digest over what it holds, to find two scouts of one member that differ
    public record Receipt(Instant position, long indicators, String digest) {}

    /// Notes that a scout lives.
    public void seen(Viewer.Party scout) {
        sql.seen(scout.name(), scout.organization(), clock.instant());
    }

    /// Takes a receipt. The first one at or past an item's place in the ledger says when the item was
    /// recognised; a receipt that says nothing new adds no ledger row. The answer comes after the commit.
    ///
    /// @param cert internal key of the body that runs the hub: it may see the receipt, other members may not
    public void receipt(Viewer.Party scout, Receipt receipt, long cert) {
        database.inTransaction(() -> {
            if (sql.receipt(scout.name(), scout.organization(), receipt, clock.instant())) {
                ledger.append(List.of(new LedgerEntry.New(
                        LedgerEntry.Kind.RECOGNISED,
                        null,
                        null,
                        Audience.of(Tlp.AMBER_STRICT, scout.organization()).withOrganization(cert),
                        scout.organization(),
                        JsonObject.builder()
                                .put("position", receipt.position().toString())
                                .put("indicators", receipt.indicators())
                                .put("by", scout.name())
                                .build())));
            }
        });
    }

    /// Those that a viewer may know: its own; whoever cares for members knows all.
    public List<Scout> list(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Party party ->
                sql.list(viewer.may(Permission.READ_MEMBERS) ? Optional.empty() : Optional.of(party.organization()));
            case Viewer.System system -> sql.list(Optional.empty());
            case Viewer.Anonymous nobody -> List.of();
        };
    }
}
