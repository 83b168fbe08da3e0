package theriac.hub.app;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.db.Outage;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.Fetcher;
import theriac.hub.ingest.Access;
import theriac.hub.ingest.DeliveryLimits;
import theriac.hub.ingest.Feeds;
import theriac.hub.ingest.Ingest;
import theriac.hub.ingest.MispDoor;
import theriac.hub.ingest.Plans;
import theriac.hub.ingest.TaxiiDoor;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Publications;
import theriac.hub.publications.SentWarnings;
import theriac.hub.sharing.Awaited;
import theriac.hub.sharing.BlockLists;
import theriac.hub.sharing.CollectionRoutes;
import theriac.hub.sharing.ExportRoutes;
import theriac.hub.sharing.Exports;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.FileReceipts;
import theriac.hub.sharing.FileSteps;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.LastServed;
import theriac.hub.sharing.ListRoutes;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.PickRoutes;
import theriac.hub.sharing.PickedSets;
import theriac.hub.sharing.Postings;
import theriac.hub.sharing.Selection;
import theriac.hub.sharing.SharedCollections;
import theriac.hub.sharing.Submissions;
import theriac.hub.sharing.TaxiiRoutes;
import theriac.hub.sharing.WhereSent;
import theriac.hub.sharing.WhereSentRoutes;
import theriac.hub.sharing.misp.EventsOut;
import theriac.hub.sharing.misp.MispEvents;
import theriac.hub.sharing.misp.MispFeedRoutes;
import theriac.hub.sharing.misp.MispFolder;
import theriac.hub.sharing.misp.MispRoutes;
import theriac.hub.sharing.misp.MispServer;
import theriac.hub.sharing.misp.ValuePlaces;
import theriac.hub.sharing.push.DestinationKeeper;
import theriac.hub.sharing.push.DestinationRoutes;
import theriac.hub.sharing.push.Destinations;
import theriac.hub.sharing.push.HeldBackRoutes;
import theriac.hub.sharing.push.MispSender;
import theriac.hub.store.LedgerFollower;
import theriac.hub.store.Store;
import theriac.hub.vault.Vault;
import theriac.hub.web.Paces;
import theriac.stix.StixId;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;

/// Intelligence goes out to machines.
@Configuration(proxyBeanMethods = false)
class SharingWiring {

    @Bean
    Parties parties(Organizations organizations, Viewers viewers) {
        return new HubParties(organizations, viewers);
    }

    @Bean
    Fetches fetches(Store store, Parties parties) {
        return new Fetches(store.ledger(), parties);
    }

    /// More than this many warnings ago, nobody asks any more whom a file brought what.
    private static final int AWAITED = 200;

    @Bean
    FileReceipts fileReceipts(Database database, Fetches fetches, Publications publications, Clock clock) {
        return new FileReceipts(
                database,
                fetches,
                recipient -> publications.sent().newest(recipient, AWAITED).stream()
                        .filter(warning -> warning.recipients().stream()
                                .anyMatch(each -> each.organization() == recipient.organization()))
                        .map(warning -> new Awaited.Warning(
                                warning.report(),
                                warning.indicators().stream()
                                        .map(SentWarnings.Indicator::value)
                                        .toList()))
                        .toList(),
                clock);
    }

    @Bean
    WhereSentRoutes whereSentRoutes(
            Store store, Database database, SharedCollections collections, Parties parties, Publications publications) {
        return new WhereSentRoutes(new WhereSent(
                database,
                store.objects(),
                store.audiences(),
                store.held(),
                collections,
                parties,
                (viewer, object) -> publications.sent().carrying(viewer, object).stream()
                        .map(warning -> carrying(warning, object))
                        .toList()));
    }

    private static WhereSent.Warning carrying(SentWarnings.Warning warning, StixId object) {
        var ids = warning.indicators().stream()
                .map(indicator -> indicator.id().orElse(null))
                .toList();
        int number = ids.indexOf(object);
        var mailed = new LinkedHashMap<String, Optional<Instant>>();
        warning.recipients().forEach(recipient -> mailed.put(recipient.name(), recipient.mailedAt()));
        return new WhereSent.Warning(
                warning.report(),
                number < 0 ? OptionalInt.empty() : OptionalInt.of(number),
                warning.published().orElseThrow(),
                mailed);
    }

    @Bean
    Submissions submissions(Store store, Database database, Parties parties) {
        return new Submissions(database, store.claims(), store.sources(), store.ledger(), parties);
    }

    @Bean
    SharedCollections sharedCollections(
            Store store, Database database, EgressGate gate, Parties parties, Fetches fetches, Clock clock) {
        return new SharedCollections(
                database, store.shelves(), store.picks(), store.audiences(), gate, parties, fetches, clock);
    }

    @Bean
    PickRoutes pickRoutes(SharedCollections collections, Store store) {
        return new PickRoutes(new PickedSets(collections, store.picks(), store.objects()));
    }

    @Bean
    CollectionRoutes collectionRoutes(SharedCollections collections, Parties parties) {
        return new CollectionRoutes(collections, parties);
    }

    @Bean
    MispSender mispSender(
            Database database, MispEvents events, Fetches fetches, Vault vault, Fetcher fetcher, Clock clock) {
        var door = new MispDoor(new Access(vault::open, FetchLimits.standard()), fetcher, DeliveryLimits.standard());
        return new MispSender(database, new EventsOut(events), fetches, new MispPosts(door), clock);
    }

    @Bean
    Destinations destinations(
            Database database,
            SharedCollections collections,
            Parties parties,
            Vault vault,
            Fetcher fetcher,
            MispSender misp,
            Clock clock) {
        var door = new TaxiiDoor(
                new Access(vault::open, FetchLimits.standard()), fetcher, DeliveryLimits.standard(), clock);
        return new Destinations(database, collections, parties, door::open, misp, clock);
    }

    @Bean
    DestinationKeeper destinationKeeper(Destinations destinations) {
        return new DestinationKeeper(destinations);
    }

    @Bean
    DestinationRoutes destinationRoutes(Destinations destinations, Parties parties) {
        return new DestinationRoutes(destinations, parties);
    }

    @Bean
    HeldBackRoutes heldBackRoutes(
            Store store, SharedCollections collections, Destinations destinations, Parties parties) {
        return new HeldBackRoutes(store.held(), collections, destinations, parties);
    }

    @Bean
    LedgerFollower shelfKeeper(Store store) {
        return new LedgerFollower(store.ledger(), "collections", store.shelves()::advance);
    }

    @Bean
    HubCollections hubCollections(
            HubConfig config,
            Store store,
            EgressGate gate,
            Parties parties,
            Submissions submissions,
            Fetches fetches,
            SharedCollections shared,
            Database database) {
        return new HubCollections(
                store.changes(),
                store.outlooks(),
                store.audiences(),
                store.claims(),
                gate,
                parties,
                submissions,
                shared,
                new Postings(database, submissions, store.sources(), store.picks(), parties),
                fetches,
                config.taxii().largestPost());
    }

    @Bean
    TaxiiServer<Viewer> taxiiServer(HubConfig config, HubCollections collections, Clock clock) {
        var settings = TaxiiSettings.standard().withPageLimit(config.taxii().pageLimit());
        return new TaxiiServer<>(
                collections,
                settings,
                clock,
                new Paces(
                        WebWiring.perMinute(config.taxii().requestsPerMinute(), clock),
                        nobody -> Optional.empty(),
                        nobody -> Optional.empty())::refusal);
    }

    @Bean
    TaxiiRoutes taxiiRoutes(TaxiiServer<Viewer> server) {
        return new TaxiiRoutes(server);
    }

    @Bean
    Selection selection(Store store, EgressGate gate, WarningLists warningLists, Clock clock) {
        return new Selection(store.deciding(), store.audiences(), store.ledger(), gate, warningLists, clock);
    }

    @Bean
    BlockLists blockLists(Store store, Selection selection, WarningLists warningLists, Clock clock) {
        return new BlockLists(store.deciding(), store.ledger(), selection, warningLists, clock);
    }

    @Bean
    Exports exports(
            Database database,
            Selection selection,
            BlockLists lists,
            Parties parties,
            FileReceipts receipts,
            Clock clock) {
        return new Exports(database, selection, lists, parties, receipts, clock);
    }

    @Bean
    LastServed lastServed(Outage outage, Clock clock) {
        return new LastServed(outage, clock);
    }

    @Bean
    FileSteps fileSteps() {
        return new FileSteps();
    }

    @Bean
    ExportRoutes exportRoutes(Exports exports, LastServed lastServed, FileSteps steps) {
        return new ExportRoutes(exports, lastServed, steps);
    }

    @Bean
    ListRoutes listRoutes(Exports exports, LastServed lastServed, FileSteps steps) {
        return new ListRoutes(exports, lastServed, steps);
    }

    @Bean
    MispEvents mispEvents(Store store, EgressGate gate) {
        return new MispEvents(store.changes(), store.objects(), store.audiences(), gate);
    }

    @Bean
    MispFeedRoutes mispFeedRoutes(
            MispEvents events, Parties parties, Fetches fetches, LastServed lastServed, Clock clock) {
        return new MispFeedRoutes(new MispFolder(events, parties, fetches, clock), lastServed);
    }

    @Bean
    MispServer.Writing mispWriting(
            Store store,
            Ingest ingest,
            Organizations organizations,
            Submissions submissions,
            Plans plans,
            Feeds feeds,
            Destinations destinations) {
        return new MispServer.Writing(
                store.objects(),
                new MispWriting(store, ingest, organizations),
                submissions,
                new MispSync(store.sources(), plans, feeds, destinations));
    }

    @Bean
    MispRoutes mispRoutes(
            Store store,
            MispEvents events,
            Parties parties,
            WarningLists lists,
            Fetches fetches,
            MispServer.Writing writing,
            Clock clock) {
        var values = new ValuePlaces(store.values(), store.graph());
        return new MispRoutes(new MispServer(events, values, parties, lists, fetches, writing, clock));
    }
}
