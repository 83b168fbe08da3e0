package theriac.hub.sharing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import theriac.stix.json.JsonString;

/// Who has taken what: a ledger row each time an organisation gets further over a channel, or takes
/// another state of a file. So it is known who had an item that is taken back later (law 6), and asking
/// again costs no row. Thread-safe.
public final class Fetches {

    /// The channel of [HubCollections].
    static final String TAXII = "taxii";

    private final Ledger ledger;
    private final Parties parties;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    public Fetches(Ledger ledger, Parties parties) {
        this.ledger = ledger;
        this.parties = parties;
    }

    /// Remembers that the party read its own collection without a gap from one position to another.
    ///
    /// @param from it asked for what came after this
    /// @param to position of the last item that was given
    void read(Viewer.Party party, String collection, long from, long to) {
        var key = party.organization() + "|" + TAXII + "|" + collection + "|" + party.name();
        var run = new Run(from, to);
        var before = runs.get(key);
        var now = before == null ? run : before.and(run);
        runs.put(key, now);
        if (!now.equals(before)) {
            var detail = JsonObject.builder()
                    .put("channel", TAXII)
                    .put("from", Position.at(now.from()).toString())
                    .put("position", Position.at(now.to()).toString())
                    .put("by", party.name())
                    .put("collection", collection);
            ledger.append(List.of(row(party, null, detail.build())));
        }
    }

    /// What was read in one go. Whoever begins elsewhere has not had what lies between.
    private record Run(long from, long to) {

        Run and(Run other) {
            boolean meet = other.from <= to && from <= other.to;
            return meet ? new Run(Math.min(from, other.from), Math.max(to, other.to)) : other;
        }
    }

    /// Remembers that the party took a new state of a file, which says nothing of what is in it.
    ///
    /// @param file of which profile it was, and which of its files
    /// @param seq position up to which it is true
    /// @param holds what it says of things, see [FileReceipts]
    void took(Viewer.Party party, String file, long seq, Map<StixId, JsonObject> holds) {
        var rows = new ArrayList<LedgerEntry.New>();
        var key = party.organization() + "|list|" + file;
        boolean isNews = taken.isNews(key, seq);
        if (isNews) {
            rows.add(row(party, null, aboutFile(party, file, JsonObject.empty())));
        }
        holds.forEach((thing, detail) -> rows.add(row(party, thing, aboutFile(party, file, detail))));
        if (!rows.isEmpty()) {
            ledger.append(rows);
        }
        if (isNews) {
            taken.remember(Map.of(key, seq));
        }
    }

    private static JsonObject aboutFile(Viewer.Party party, String file, JsonObject more) {
        return more.with("channel", new JsonString("list"))
                .with("file", new JsonString(file))
                .with("by", new JsonString(party.name()));
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

    /// Remembers that the party read a collection that people made without a gap from one place to another.
    ///
    /// @param name of the collection, and of the way if it is another than asking for it
    /// @param from it was given what came after this place
    /// @param to place of the last item that was given
    void readCollection(Viewer.Party party, UUID collection, String name, long from, long to) {
        var key = party.organization() + "|" + TAXII + "|shared|" + collection + "|" + name + "|" + party.name();
        var run = new Run(from, to);
        var before = runs.get(key);
        var now = before == null ? run : before.and(run);
        runs.put(key, now);
        if (!now.equals(before)) {
            var detail = JsonObject.builder()
                    .put("channel", TAXII)
                    .put("collection", name)
                    .put("collection_id", collection.toString())
                    .put("collection_from", Position.at(now.from()).toString())
                    .put("collection_position", Position.at(now.to()).toString())
                    .put("by", party.name());
            ledger.append(List.of(row(party, null, detail.build())));
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

    /// Remembers that the party took one thing over a channel: for what is asked for by name, where
    /// having one says nothing of having others. A row for each thing and party, and again when the thing
    /// has changed.
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

    /// What was written down already, of the things that were asked for last: one that is forgotten is
    /// written down once more.
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
}
