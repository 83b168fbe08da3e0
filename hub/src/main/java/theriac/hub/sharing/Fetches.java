package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.Position;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Who has taken what: a ledger row each time an organisation gets further over a channel than it had ever
/// been. So it is known
/// who had an item that is taken back later (law 6), and asking again costs no row. Thread-safe.
public final class Fetches {

    /// The channel of [HubCollections].
    static final String TAXII = "taxii";

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
            detail.put(channel.equals(TAXII) ? "collection" : "file", file);
        }
        ledger.append(List.of(row(party, null, detail.build())));
    }

    /// Remembers how far a collection was read that holds only part of what the party may have. There is no
    /// position: it must not look as if the party had everything up to there.
    ///
    /// @param place of the last item that was given, in the collection's own order
    void fetchedCollection(Viewer.Party party, String collection, long place) {
        var key = party.organization() + "|" + TAXII + "|shared|" + collection;
        if (taken.isNews(key, place)) {
            var detail = JsonObject.builder()
                    .put("channel", TAXII)
                    .put("collection", collection)
                    .put("collection_position", Position.at(place).toString())
                    .put("by", party.name());
            ledger.append(List.of(row(party, null, detail.build())));
            taken.remember(Map.of(key, place));
        }
    }

    /// Remembers that the party took a table of contents, which says nothing of having what is in it.
    ///
    /// @param seq position up to which it was true
    public void listed(Viewer.Party party, String channel, String file, long seq) {
        var key = party.organization() + "|" + channel + "|" + file;
        if (taken.isNews(key, seq)) {
            ledger.append(List.of(row(
                    party,
                    null,
                    JsonObject.builder()
                            .put("channel", channel)
                            .put("by", party.name())
                            .put("file", file)
                            .build())));
            taken.remember(Map.of(key, seq));
        }
    }

    /// Remembers that the party took one thing over a channel: for what is asked for by name, where having one
    /// says nothing of having others. A row for each thing and party, and again when the thing has changed.
    ///
    /// @param seq position of the newest part of it that was given
    public void took(Viewer.Party party, String channel, StixId thing, long seq) {
        took(party, channel, Map.of(thing, seq));
    }

    /// The same for several things.
    public void took(Viewer.Party party, String channel, Map<StixId, Long> things) {
        var rows = new ArrayList<LedgerEntry.New>();
        var news = new HashMap<String, Long>();
        things.forEach((thing, seq) -> {
            var key = party.organization() + "|" + channel + "|" + thing.text();
            if (taken.isNews(key, seq)) {
                news.put(key, seq);
                rows.add(row(
                        party,
                        thing,
                        JsonObject.builder()
                                .put("channel", channel)
                                .put("by", party.name())
                                .build()));
            }
        });
        if (!rows.isEmpty()) {
            ledger.append(rows);
            taken.remember(news);
        }
    }

    private LedgerEntry.New row(Viewer.Party party, @Nullable StixId thing, JsonObject detail) {
        return new LedgerEntry.New(
                LedgerEntry.Kind.FETCHED,
                thing,
                null,
                Audience.of(Tlp.AMBER_STRICT, party.organization()).withOrganization(parties.cert()),
                party.organization(),
                detail);
    }

    private final Taken taken = new Taken();

    /// What was written down already, of the things that were asked for last: one that is forgotten is written
    /// down once more.
    private static final class Taken {
        private static final int MOST = 100_000;

        private final Map<String, Long> seqs = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > MOST;
            }
        };

        synchronized boolean isNews(String key, long seq) {
            var before = seqs.get(key);
            return before == null || before < seq;
        }

        synchronized void remember(Map<String, Long> news) {
            seqs.putAll(news);
        }
    }

    private final Map<String, Long> known = new ConcurrentHashMap<>();

    private boolean isKnown(String key, long seq) {
        return known.getOrDefault(key, Long.MIN_VALUE) >= seq;
    }
}
