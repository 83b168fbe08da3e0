package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Change;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Changes;
import theriac.hub.store.Cursor;
import theriac.hub.store.Lane;
import theriac.hub.store.Position;
import theriac.hub.store.VersionFilter;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Objects on their way to one recipient: as it may see them, passed by the egress gate, without what was
/// taken back and what warning lists hold back. Thread-safe.
final class Outgoing {

    static final int PAGE = 1_000;

    private final Changes changes;
    private final Audiences audiences;
    private final EgressGate gate;
    private final Optional<Lane> lane;
    private final OwnWords own;

    /// Which of some objects are the recipient's own words and nobody else's, told over this interface.
    interface OwnWords {
        Set<StixId> of(Viewer.Party recipient, Collection<StixId> ids);
    }

    Outgoing(Changes changes, Audiences audiences, EgressGate gate) {
        this(changes, audiences, gate, Optional.empty(), (_, _) -> Set.of());
    }

    /// @param lane what is held back; empty: as the recipient's organisation is braked
    private Outgoing(Changes changes, Audiences audiences, EgressGate gate, Optional<Lane> lane, OwnWords own) {
        this.lane = lane;
        this.own = own;
        this.changes = changes;
        this.audiences = audiences;
        this.gate = gate;
    }

    /// The same with a lane of its own.
    Outgoing in(Lane wanted) {
        return new Outgoing(changes, audiences, gate, Optional.of(wanted), own);
    }

    /// The same, giving a recipient its own words as it told them: a client sends back what it was given, and a
    /// label or a distribution that the hub put there would come back as what the organisation says.
    Outgoing telling(OwnWords words) {
        return new Outgoing(changes, audiences, gate, lane, words);
    }

    private Lane lane(Viewer.Party recipient) {
        return lane.orElseGet(() -> new Lane(
                List.of(Lane.organization(recipient.organization())),
                audience -> audiences.load(audience).owner() == recipient.organization()));
    }

    /// An object that may leave.
    ///
    /// @param label under which it leaves; CLEAR when it is `told`
    /// @param seq its position in the ledger
    /// @param at the moment of that position
    /// @param owner internal key of the organisation whose word it is
    /// @param told the recipient's own word, which it gets as it told it
    record Item(StixObject object, Tlp label, long seq, Instant at, long owner, boolean told) {

        private Item asTold() {
            return new Item(object, Tlp.CLEAR, seq, at, owner, true);
        }
    }

    /// @param next empty on the last page
    /// @param position up to which it was read
    record Page(List<Item> items, Optional<Cursor> next, Cursor position) {}

    /// A page of objects of some types, in the order of the ledger.
    ///
    /// @param after where the page before ended, or where to begin; empty for the beginning
    Page page(Viewer.Party recipient, Set<String> types, Optional<Cursor> after) {
        var query = ChangeQuery.first(PAGE).ofTypes(types).in(lane(recipient));
        var page = changes.page(recipient, after.map(query::after).orElse(query));
        return new Page(pass(recipient, page.changes()), page.next(), page.position());
    }

    /// Where to begin for what was changed since a moment, with a day for clocks that are wrong.
    static Optional<Cursor> from(Instant since) {
        return since.equals(Instant.EPOCH)
                ? Optional.empty()
                : Optional.of(new Cursor(Math.max(0, Position.of(since.minusSeconds(86_400)))));
    }

    /// Whether something of these types came, changed or went for the recipient after a position.
    boolean hasNews(Viewer.Party recipient, Set<String> types, long after) {
        var query = ChangeQuery.first(1).ofTypes(types).after(new Cursor(after)).in(lane(recipient));
        return !changes.page(recipient, query).changes().isEmpty();
    }

    /// Those of these objects that the recipient may have, a thousand at a time.
    List<Item> load(Viewer.Party recipient, Collection<StixId> ids) {
        var wanted = List.copyOf(new java.util.LinkedHashSet<>(ids));
        var items = new ArrayList<Item>();
        for (int from = 0; from < wanted.size(); from += PAGE) {
            var some = new HashSet<>(wanted.subList(from, Math.min(wanted.size(), from + PAGE)));
            var query = new ChangeQuery(Optional.empty(), Optional.empty(), PAGE, Set.of(), some, VersionFilter.LAST)
                    .in(lane(recipient));
            items.addAll(pass(recipient, changes.page(recipient, query).changes()));
        }
        return items;
    }

    private List<Item> pass(Viewer.Party recipient, List<Change> found) {
        var passed = gate.pass(
                "misp",
                recipient,
                found.stream().filter(change -> !change.withdrawn()).toList(),
                change -> change.id().text(),
                change -> List.of(audiences.load(change.audienceId())));
        var items = passed.stream().map(this::item).toList();
        var candidates = items.stream()
                .filter(item -> item.owner() == recipient.organization())
                .map(item -> item.object().id())
                .toList();
        if (candidates.isEmpty()) {
            return items;
        }
        var told = own.of(recipient, candidates);
        return items.stream()
                .map(item -> told.contains(item.object().id()) ? item.asTold() : item)
                .toList();
    }

    private Item item(Change change) {
        var json = (JsonObject) Json.read(new String(change.json(), StandardCharsets.UTF_8));
        var audience = audiences.load(change.audienceId());
        return new Item(StixObject.of(json), audience.tlp(), change.seq(), change.at(), audience.owner(), false);
    }
}
