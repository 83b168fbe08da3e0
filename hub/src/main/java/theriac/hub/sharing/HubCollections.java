package theriac.hub.sharing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.db.DatabaseUnavailable;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Change;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Changes;
import theriac.hub.store.Claims;
import theriac.hub.store.Cursor;
import theriac.hub.store.Lane;
import theriac.hub.store.Outlooks;
import theriac.hub.store.ShelfCursor;
import theriac.stix.StixId;
import theriac.taxii.MediaType;
import theriac.taxii.server.ApiRoot;
import theriac.taxii.server.Collections;
import theriac.taxii.server.Discovery;
import theriac.taxii.server.Entry;
import theriac.taxii.server.ManifestRecord;
import theriac.taxii.server.ObjectQuery;
import theriac.taxii.server.Page;
import theriac.taxii.server.Submission;
import theriac.taxii.server.SubmissionStatus;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiProblem;
import theriac.taxii.server.Unavailable;
import theriac.taxii.server.VersionFilter;

/// The hub as TAXII 2.1: for each organisation its own collections ([OwnCollection]) and those that the
/// CERT made ([SharedCollections]). The order is the ledger's or that of a shelf, an object that no
/// longer stands comes once more as a revoked version, what warning lists stop is held back
/// ([theriac.hub.store.HeldBack]), and nothing is answered that the egress gate does not pass.
/// Thread-safe.
public final class HubCollections implements Collections<Viewer> {

    /// The one API root.
    public static final String ROOT = "/taxii2/hub/";

    private static final Instant NO_VERSION = Instant.parse(ManifestRecord.UNVERSIONED);
    private static final String INDICATOR = "indicator";

    /// Half of the connections to the database: however many machines read, people find one free.
    private static final int AT_ONCE = 8;

    /// Short of what clients wait for an answer.
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Changes changes;
    private final Outlooks outlooks;
    private final Audiences audiences;
    private final Claims claims;
    private final EgressGate gate;
    private final Parties parties;
    private final Owners owners;
    private final Submissions submissions;
    private final SharedCollections shared;
    private final Postings postings;
    private final Fetches fetches;
    private final long largestPost;
    private final Turnstile turnstile = new Turnstile(AT_ONCE, PATIENCE);

    /// @param largestPost octets of a body
    public HubCollections(
            Changes changes,
            Outlooks outlooks,
            Audiences audiences,
            Claims claims,
            EgressGate gate,
            Parties parties,
            Submissions submissions,
            SharedCollections shared,
            Postings postings,
            Fetches fetches,
            long largestPost) {
        this.changes = changes;
        this.outlooks = outlooks;
        this.audiences = audiences;
        this.claims = claims;
        this.gate = gate;
        this.parties = parties;
        this.owners = new Owners(parties);
        this.submissions = submissions;
        this.shared = shared;
        this.postings = postings;
        this.fetches = fetches;
        this.largestPost = largestPost;
    }

    @Override
    public boolean isAuthenticated(Viewer caller) {
        return !(caller instanceof Viewer.Anonymous);
    }

    /// Whom TAXII is not for finds nothing here; only who is nobody yet is asked for credentials.
    private static boolean isWelcome(Viewer caller) {
        return caller.may(Permission.TAXII)
                || caller.may(Permission.TAXII_SIGHTINGS)
                || caller.may(Permission.TAXII_SUBMISSIONS);
    }

    @Override
    public Optional<Discovery> discovery(Viewer caller) {
        return isWelcome(caller)
                ? Optional.of(
                        new Discovery("Theriac", Optional.empty(), Optional.empty(), Optional.of(ROOT), List.of(ROOT)))
                : Optional.empty();
    }

    @Override
    public List<ApiRoot> apiRoots(Viewer caller) {
        return isWelcome(caller) ? List.of(ApiRoot.of(ROOT, "Theriac", largestPost)) : List.of();
    }

    @Override
    public List<TaxiiCollection> collections(Viewer caller, ApiRoot root) {
        if (!isWelcome(caller) || !(caller instanceof Viewer.Party party)) {
            return List.of();
        }
        return guarded(() -> Stream.concat(
                        ownCollections(party),
                        party.may(Permission.TAXII)
                                ? shared.of(party).stream().map(HubCollections::collection)
                                : Stream.of())
                .filter(each -> isOpen(party, each))
                .map(each -> narrowed(party, each))
                .toList());
    }

    /// A page is asked of one collection: the others are not looked at for it.
    @Override
    public Optional<TaxiiCollection> collection(Viewer caller, ApiRoot root, String idOrAlias) {
        if (!isWelcome(caller) || !(caller instanceof Viewer.Party party)) {
            return Optional.empty();
        }
        return guarded(() -> ownCollections(party)
                .filter(each -> each.isNamed(idOrAlias))
                .findFirst()
                .or(() -> CollectionIds.parse(idOrAlias)
                        .filter(id -> party.may(Permission.TAXII))
                        .flatMap(id -> shared.find(party, id))
                        .map(HubCollections::collection))
                .filter(each -> isOpen(party, each))
                .map(each -> narrowed(party, each)));
    }

    /// A key may be for one collection alone.
    private static boolean isOpen(Viewer.Party party, TaxiiCollection collection) {
        return party.only()
                .map((ROOT + "collections/" + collection.id() + "/")::equals)
                .orElse(true);
    }

    /// Such a key reads.
    private static TaxiiCollection narrowed(Viewer.Party party, TaxiiCollection collection) {
        return party.only().isEmpty()
                ? collection
                : new TaxiiCollection(
                        collection.id(),
                        collection.title(),
                        collection.description(),
                        collection.alias(),
                        Set.of(TaxiiCollection.Access.READ),
                        collection.mediaTypes());
    }

    /// Who only sends has what it may send to, and reads none.
    private Stream<TaxiiCollection> ownCollections(Viewer.Party party) {
        var owner = owners.load(party.organization());
        return party.may(Permission.TAXII)
                ? Stream.of(OwnCollection.values()).map(each -> each.of(owner))
                : Stream.of(OwnCollection.values())
                        .filter(each -> each.isWrittenBy(party))
                        .map(each -> each.writeOnly(owner));
    }

    private static TaxiiCollection collection(SharedCollection made) {
        return new TaxiiCollection(
                made.id(),
                made.title(),
                Optional.of(made.description()).filter(text -> !text.isEmpty()),
                Optional.empty(),
                made.posting() == Posting.NOBODY
                        ? Set.of(TaxiiCollection.Access.READ)
                        : EnumSet.allOf(TaxiiCollection.Access.class),
                TaxiiCollection.STIX_21);
    }

    @Override
    public Page<Entry> objects(Viewer caller, TaxiiCollection collection, ObjectQuery query) {
        return page(caller, collection, query, true);
    }

    /// Whoever reads what there is has none of it yet.
    @Override
    public Page<ManifestRecord> manifest(Viewer caller, TaxiiCollection collection, ObjectQuery query) {
        return page(caller, collection, query, false).map(Entry::record);
    }

    private Page<Entry> page(Viewer caller, TaxiiCollection collection, ObjectQuery query, boolean given) {
        if (!(caller instanceof Viewer.Party party) || !servesStix21(query)) {
            return Page.empty();
        }
        return inTurn(() -> {
            var reader = outlooks.current(party, () -> parties.viewer(party.organization()));
            var asked = storeQuery(query).of(reader);
            return OwnCollection.of(collection)
                    .map(own -> ownPage(reader.party(), own, asked, query.cursor(), given))
                    .orElseGet(() -> sharedPage(reader.party(), collection, asked, query.cursor(), given));
        });
    }

    private static boolean servesStix21(ObjectQuery query) {
        return query.specVersions().isEmpty() || query.specVersions().contains("2.1");
    }

    private Page<Entry> ownPage(
            Viewer.Party party, OwnCollection own, ChangeQuery wanted, Optional<String> cursor, boolean given) {
        var asked = wanted;
        if (own == OwnCollection.INDICATORS) {
            if (!asked.types().isEmpty() && !asked.types().contains(INDICATOR)) {
                return Page.empty();
            }
            asked = asked.ofTypes(Set.of(INDICATOR));
        }
        if (own == OwnCollection.SUBMISSIONS) {
            asked = asked.ofSource(submissions.source(party, own));
        } else {
            asked = asked.in(new Lane(
                    List.of(Lane.organization(party.organization())),
                    audience -> audiences.load(audience).owner() == party.organization()));
        }
        var from =
                cursor.map(text -> known(Cursor.parse(text))).map(asked::after).orElse(asked);
        var page = changes.page(party, from);
        var passed = gate.pass(
                Fetches.TAXII,
                party,
                page.changes(),
                change -> change.id().text(),
                change -> List.of(audiences.load(change.audienceId())));
        if (given && !passed.isEmpty() && own != OwnCollection.SUBMISSIONS) {
            remember(party, own, from, passed);
        }
        return new Page<>(
                passed.stream().map(HubCollections::entry).toList(), page.next().map(Cursor::text));
    }

    /// Who picks out some has not had the others.
    private void remember(Viewer.Party party, OwnCollection own, ChangeQuery asked, List<Change> given) {
        long last = given.getLast().seq();
        boolean whole = (asked.types().isEmpty() || asked.types().contains(INDICATOR))
                && (asked.versions().last() || asked.versions().all());
        if (!asked.ids().isEmpty()) {
            fetches.took(
                    party, Fetches.TAXII, given.stream().collect(Collectors.toMap(Change::id, Change::seq, Math::max)));
        } else if (whole) {
            fetches.read(party, own.alias(), asked.afterSeq(), last);
        } else {
            fetches.fetchedCollection(party, own.alias(), last);
        }
    }

    private Page<Entry> sharedPage(
            Viewer.Party party, TaxiiCollection collection, ChangeQuery asked, Optional<String> cursor, boolean given) {
        var made = made(party, collection);
        var page = shared.page(party, made, asked, cursor.map(text -> known(ShelfCursor.parse(text))), given);
        return new Page<>(
                page.changes().stream().map(HubCollections::entry).toList(),
                page.next().map(ShelfCursor::text));
    }

    private SharedCollection made(Viewer.Party party, TaxiiCollection collection) {
        return shared.find(party, collection.id()).orElseThrow(TaxiiProblem::notFound);
    }

    private static <T> T known(Optional<T> cursor) {
        return cursor.orElseThrow(
                () -> TaxiiProblem.badRequest("This value of \"next\" was not given out by this server."));
    }

    private static Entry entry(Change change) {
        return Entry.of(change.at(), change.id().text(), change.version(), MediaType.stix("2.1"), change.json());
    }

    private static ChangeQuery storeQuery(ObjectQuery query) {
        var ids = new HashSet<StixId>();
        query.ids().forEach(text -> StixId.parse(text).ifPresent(ids::add));
        if (ids.isEmpty() && !query.ids().isEmpty()) {
            // An id that is none names nothing; an empty set would mean "any".
            ids.add(StixId.random("nothing"));
        }
        return new ChangeQuery(
                query.addedAfter(), Optional.empty(), query.limit(), query.types(), ids, versions(query.versions()));
    }

    private static theriac.hub.store.VersionFilter versions(VersionFilter filter) {
        return new theriac.hub.store.VersionFilter(
                filter.picks().contains(VersionFilter.Pick.LAST),
                filter.picks().contains(VersionFilter.Pick.FIRST),
                filter.picks().contains(VersionFilter.Pick.ALL),
                filter.exact().stream().map(HubCollections::version).collect(Collectors.toSet()));
    }

    /// What has no version of its own is known outside by one that stands for none.
    private static String version(Instant asked) {
        return asked.equals(NO_VERSION) ? "" : asked.toString();
    }

    @Override
    public boolean holds(Viewer caller, TaxiiCollection collection, String objectId) {
        var anyVersion = new ObjectQuery(
                Optional.empty(), Optional.empty(), 1, Set.of(objectId), Set.of(), VersionFilter.EVERY, Set.of());
        return !page(caller, collection, anyVersion, false).items().isEmpty();
    }

    @Override
    public SubmissionStatus submit(Viewer caller, TaxiiCollection collection, Submission submission) {
        if (!(caller instanceof Viewer.Party party)) {
            throw TaxiiProblem.forbidden("Nobody may write here without a token of an organisation.");
        }
        return inTurn(() -> OwnCollection.of(collection)
                .map(own -> submissions.take(party, own, submission))
                .orElseGet(() -> postings.take(party, made(party, collection), submission)));
    }

    @Override
    public Optional<SubmissionStatus> status(Viewer caller, ApiRoot root, UUID id) {
        return caller instanceof Viewer.Party party && party.only().isEmpty()
                ? guarded(() -> submissions.status(party, id))
                : Optional.empty();
    }

    /// Withdraws the caller's own claims on these versions of an object; those of others stand. Who asks
    /// for other STIX versions than 2.1 means nothing that is here.
    @Override
    public int delete(
            Viewer caller,
            TaxiiCollection collection,
            String objectId,
            VersionFilter versions,
            Set<String> specVersions) {
        if (!(caller instanceof Viewer.Party party)) {
            return 0;
        }
        if (!specVersions.isEmpty() && !specVersions.contains("2.1")) {
            return 0;
        }
        return inTurn(() -> StixId.parse(objectId)
                .map(id -> OwnCollection.of(collection)
                        .map(own -> withdraw(caller, id, submissions.source(party, own), versions))
                        .orElseGet(() -> postings.withdraw(
                                party, made(party, collection), id, source -> withdraw(caller, id, source, versions))))
                .orElse(0));
    }

    private int withdraw(Viewer caller, StixId id, long source, VersionFilter versions) {
        return (int) claims.withdraw(caller, id, source, versions(versions), "Deleted over TAXII by its submitter.")
                .claims();
    }

    /// What takes long waits its turn.
    private <T> T inTurn(Supplier<T> work) {
        return guarded(() -> turnstile.pass(
                work,
                () -> new Unavailable(
                        "So many ask at once that this one waited too long. Try again in a moment.",
                        Duration.ofSeconds(10))));
    }

    /// An outage of the store is said as an outage: never an empty list, never "who are you" (law 9).
    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseUnavailable outage) {
            throw new Unavailable("The hub cannot reach its database at the moment.", Duration.ofSeconds(5));
        } catch (Problem problem) {
            throw TaxiiProblem.of(problem.code().status(), "Request refused", problem.sentence());
        }
    }
}
