package theriac.taxii.server;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.json.JsonLimits;

/// A whole TAXII store in memory: for tests, for the demo's partner, and as the simplest example of the port.
///
/// Callers are names; every name but [#ANONYMOUS] counts as logged in. A collection exists for every logged-in caller
/// with the access it was added with, until [#share] names callers: from then on it exists for those only, and
/// sharing with [#ANONYMOUS] makes it public. Set it up first, then serve: adding roots, collections and shares is not
/// safe beside requests; putting objects is.
public final class InMemoryCollections implements Collections<String> {

    /// Nobody logged in.
    public static final String ANONYMOUS = "";

    private static final Duration STATUS_KEPT = Duration.ofHours(25); // §4.3 asks for a day after completion

    private record Room(
            ApiRoot root, TaxiiCollection collection, Shelf shelf, Map<String, Set<TaxiiCollection.Access>> shares) {

        Optional<TaxiiCollection> seenBy(String caller) {
            if (shares.isEmpty()) {
                return caller.equals(ANONYMOUS) ? Optional.empty() : Optional.of(collection);
            }
            return Optional.ofNullable(shares.get(caller))
                    .map(access -> new TaxiiCollection(
                            collection.id(),
                            collection.title(),
                            collection.description(),
                            collection.alias(),
                            access,
                            collection.mediaTypes()));
        }
    }

    private record Kept(String caller, ApiRoot root, SubmissionStatus status) {}

    private final Clock clock;
    private final Supplier<UUID> statusIds;
    private final String title;
    private final List<ApiRoot> roots = new ArrayList<>();
    private final Map<UUID, Room> rooms = new LinkedHashMap<>();
    private final Map<UUID, Kept> statuses = new ConcurrentHashMap<>();

    /// @param title of the server, as discovery shows it
    public InMemoryCollections(String title, Clock clock) {
        this(title, clock, UUID::randomUUID);
    }

    /// @param statusIds gives the ids of submissions; tests pass fixed ones
    public InMemoryCollections(String title, Clock clock, Supplier<UUID> statusIds) {
        this.title = title;
        this.clock = clock;
        this.statusIds = statusIds;
    }

    /// The first root is the default one.
    public InMemoryCollections add(ApiRoot root) {
        roots.add(root);
        return this;
    }

    /// @param root one that was added
    public InMemoryCollections add(ApiRoot root, TaxiiCollection collection) {
        rooms.put(collection.id(), new Room(root, collection, new Shelf(), new LinkedHashMap<>()));
        return this;
    }

    /// Makes the collection exist for this caller, and for nobody else who was not named too.
    public InMemoryCollections share(UUID collection, String caller, Set<TaxiiCollection.Access> access) {
        room(collection).shares().put(caller, access);
        return this;
    }

    /// Puts every object of a bundle or envelope into a collection; what cannot be read is in the findings.
    ///
    /// @throws IOException when the stream fails
    public List<Finding> load(UUID collection, InputStream bundle) throws IOException {
        List<Finding> all = new ArrayList<>();
        BundleReader.read(bundle, JsonLimits.standard(), new BundleSink() {
            @Override
            public void object(int index, String pointer, StixObject object, List<Finding> findings) {
                all.addAll(findings);
                if (!put(collection, object)) {
                    all.add(Finding.warning(
                            "taxii-version-conflict", pointer, "This version is there already with other content."));
                }
            }

            @Override
            public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
                all.addAll(findings);
            }

            @Override
            public void finding(Finding finding) {
                all.add(finding);
            }
        });
        return all;
    }

    /// Puts one object in now. False when the same version is there with other content; it is left as it was.
    public boolean put(UUID collection, StixObject object) {
        return room(collection).shelf().put(object, clock.instant()) != Shelf.Put.CONFLICT;
    }

    /// Puts one object in with a `date_added` of your choice, not before the last one's.
    public boolean put(UUID collection, StixObject object, Instant dateAdded) {
        return room(collection).shelf().putAt(object, dateAdded) != Shelf.Put.CONFLICT;
    }

    private Room room(UUID collection) {
        Room room = rooms.get(collection);
        if (room == null) {
            throw new IllegalArgumentException("There is no collection " + collection + "; add it first.");
        }
        return room;
    }

    @Override
    public boolean isAuthenticated(String caller) {
        return !caller.equals(ANONYMOUS);
    }

    @Override
    public Optional<Discovery> discovery(String caller) {
        List<String> paths = apiRoots(caller).stream().map(ApiRoot::path).toList();
        if (paths.isEmpty() && caller.equals(ANONYMOUS)) {
            return Optional.empty();
        }
        return Optional.of(new Discovery(
                title, Optional.empty(), Optional.empty(), paths.stream().findFirst(), paths));
    }

    @Override
    public List<ApiRoot> apiRoots(String caller) {
        if (isAuthenticated(caller)) {
            return List.copyOf(roots);
        }
        return roots.stream()
                .filter(root -> !collections(caller, root).isEmpty())
                .toList();
    }

    @Override
    public List<TaxiiCollection> collections(String caller, ApiRoot root) {
        return rooms.values().stream()
                .filter(room -> room.root().equals(root))
                .flatMap(room -> room.seenBy(caller).stream())
                .toList();
    }

    @Override
    public Page<Entry> objects(String caller, TaxiiCollection collection, ObjectQuery query) {
        return room(collection.id()).shelf().page(query);
    }

    @Override
    public boolean holds(String caller, TaxiiCollection collection, String objectId) {
        return room(collection.id()).shelf().holds(objectId);
    }

    @Override
    public SubmissionStatus submit(String caller, TaxiiCollection collection, Submission submission) {
        Room room = room(collection.id());
        List<SubmissionStatus.Detail> successes = new ArrayList<>();
        List<SubmissionStatus.Detail> failures = new ArrayList<>(submission.refused());
        for (Submission.Candidate candidate : submission.candidates()) {
            String id = candidate.object().id().text();
            switch (room.shelf().put(candidate.object(), submission.requestedAt())) {
                case ADDED, SAME -> successes.add(SubmissionStatus.Detail.of(id, candidate.version()));
                case CONFLICT ->
                    failures.add(new SubmissionStatus.Detail(
                            id, candidate.version(), "This version is there already with other content."));
            }
        }
        SubmissionStatus status =
                new SubmissionStatus(statusIds.get(), submission.requestedAt(), successes, failures, List.of());
        forgetOld();
        statuses.put(status.id(), new Kept(caller, room.root(), status));
        return status;
    }

    private void forgetOld() {
        Instant before = clock.instant().minus(STATUS_KEPT);
        statuses.values().removeIf(kept -> kept.status().requestedAt().isBefore(before));
    }

    @Override
    public Optional<SubmissionStatus> status(String caller, ApiRoot root, UUID id) {
        return Optional.ofNullable(statuses.get(id))
                .filter(kept -> kept.caller().equals(caller) && kept.root().equals(root))
                .map(Kept::status);
    }

    @Override
    public int delete(
            String caller,
            TaxiiCollection collection,
            String objectId,
            VersionFilter versions,
            Set<String> specVersions) {
        return room(collection.id()).shelf().remove(objectId, versions, specVersions);
    }
}
