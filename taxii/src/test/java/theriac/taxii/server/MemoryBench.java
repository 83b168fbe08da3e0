package theriac.taxii.server;

import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.taxii.MediaType;
import theriac.taxii.contract.DirectCalls;
import theriac.taxii.contract.Reply;
import theriac.taxii.contract.TaxiiBench;
import theriac.taxii.server.TaxiiCollection.Access;
import theriac.testkit.FixedClock;

/// The store in memory with one collection of each kind, called without HTTP. Its clock stands still, so every time
/// that it gives must come from counting on.
class MemoryBench implements TaxiiBench {

    static final Map<Who, String> CALLERS =
            Map.of(Who.MEMBER, "member", Who.OTHER, "other", Who.NOBODY, InMemoryCollections.ANONYMOUS);

    final ApiRoot root = ApiRoot.of("/taxii2/root/", "Root", 64 << 10);
    final InMemoryCollections store;
    final TaxiiServer<String> server;
    private final Map<Kind, UUID> collections = new EnumMap<>(Kind.class);

    MemoryBench() {
        this(TaxiiSettings.standard().withPageLimit(20), FixedClock.at("2026-04-20T09:00:00Z"));
    }

    MemoryBench(TaxiiSettings settings, Clock clock) {
        store = new InMemoryCollections("Bench", clock).add(root);
        add(Kind.OPEN, EnumSet.allOf(Access.class));
        add(Kind.READ_ONLY, EnumSet.of(Access.READ));
        add(Kind.WRITE_ONLY, EnumSet.of(Access.WRITE));
        add(Kind.CLOSED, EnumSet.noneOf(Access.class));
        add(Kind.HIDDEN, EnumSet.allOf(Access.class));
        store.share(collections.get(Kind.HIDDEN), "somebody-else", EnumSet.allOf(Access.class));
        server = new TaxiiServer<>(store, settings, clock);
    }

    private void add(Kind kind, Set<Access> access) {
        UUID id = UUID.fromString("00000000-0000-4000-8000-00000000000" + kind.ordinal());
        collections.put(kind, id);
        Optional<String> alias = Optional.of(kind.name().toLowerCase(Locale.ROOT));
        store.add(
                root,
                new TaxiiCollection(id, kind.name(), Optional.empty(), alias, access, List.of(MediaType.stix("2.1"))));
    }

    UUID id(Kind kind) {
        return collections.get(kind);
    }

    @Override
    public String discovery() {
        return "/taxii2/";
    }

    @Override
    public String root() {
        return root.path();
    }

    @Override
    public int pageLimit() {
        return 20;
    }

    @Override
    public Optional<String> collection(Kind kind) {
        return Optional.of(collections.get(kind).toString());
    }

    @Override
    public Set<Manner> manners() {
        return Set.of();
    }

    @Override
    public Reply send(Who who, String method, String target, Map<String, String> headers, byte[] body, Length length) {
        return DirectCalls.send(server, CALLERS.get(who), method, target, headers, body, length);
    }

    @Override
    public void close() {}
}
