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

    Outgoing(Changes changes, Audiences audiences, EgressGate gate) {
        this(changes, audiences, gate, Optional.empty());
    }

    /// @param lane what is held back; empty: as the recipient's organisation is braked
    private Outgoing(Changes changes, Audiences audiences, EgressGate gate, Optional<Lane> lane) {
        this.lane = lane;
        this.changes = changes;
        this.audiences = audiences;
        this.gate = gate;
    }

    /// The same with a lane of its own.
    Outgoing in(Lane wanted) {
        return new Outgoing(changes, audiences, gate, Optional.of(wanted));
    }

    private Lane lane(Viewer.Party recipient) {
        return lane.orElseGet(() -> new Lane(
                List.of(Lane.organization(recipient.organization())),
                audience -> audiences.load(audience).owner() == recipient.organization()));
    }

    /// An object that may leave.
    ///
    /// @param label under which it leaves
    /// @param seq its position in the ledger
    /// @param at the moment of that position
    /// @param owner internal key of the organisation whose word it is
    record Item(StixObject object, Tlp label, long seq, Instant at, long owner) {}

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
        return passed.stream().map(this::item).toList();
    }

    private Item item(Change change) {
        var json = (JsonObject) Json.read(new String(change.json(), StandardCharsets.UTF_8));
        var audience = audiences.load(change.audienceId());
        return new Item(StixObject.of(json), audience.tlp(), change.seq(), change.at(), audience.owner());
    }
}
