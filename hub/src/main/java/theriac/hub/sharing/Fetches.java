package theriac.hub.sharing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Position;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Who has taken what: a ledger row each time an organisation gets further over a channel than it had ever been. So it
/// is known
/// who had an item that is taken back later (law 6), and asking again costs no row. Thread-safe.
public final class Fetches {

    private final Ledger ledger;
    private final Parties parties;
    private final Map<String, Long> furthest = new ConcurrentHashMap<>();

    public Fetches(Ledger ledger, Parties parties) {
        this.ledger = ledger;
        this.parties = parties;
    }

    /// Remembers that everything up to this position went to the party.
    ///
    /// @param channel `taxii` or `list`
    /// @param seq position of the last item that was given
    void fetched(Viewer.Party party, String channel, long seq) {
        fetched(party, channel, "", seq);
    }

    /// @param file of which profile it was, and which of its files; "" for what has none
    void fetched(Viewer.Party party, String channel, String file, long seq) {
        var key = party.organization() + "|" + channel + "|" + file;
        if (furthest.merge(key, seq, (before, now) -> Math.max(before, now)) != seq || isKnown(key, seq)) {
            return;
        }
        known.put(key, seq);
        var detail = JsonObject.builder()
                .put("channel", channel)
                .put("position", Position.at(seq).toString())
                .put("by", party.name());
        if (!file.isEmpty()) {
            detail.put("file", file);
        }
        ledger.append(List.of(new LedgerEntry.New(
                LedgerEntry.Kind.FETCHED,
                null,
                null,
                Audience.of(Tlp.AMBER_STRICT, party.organization()).withOrganization(parties.cert()),
                party.organization(),
                detail.build())));
    }

    private final Map<String, Long> known = new ConcurrentHashMap<>();

    private boolean isKnown(String key, long seq) {
        return known.getOrDefault(key, Long.MIN_VALUE) >= seq;
    }
}
