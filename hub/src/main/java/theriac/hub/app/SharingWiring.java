package theriac.hub.app;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.BlockLists;
import theriac.hub.sharing.ExportRoutes;
import theriac.hub.sharing.Exports;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.ListRoutes;
import theriac.hub.sharing.MispFeedRoutes;
import theriac.hub.sharing.MispFolder;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.Selection;
import theriac.hub.sharing.Submissions;
import theriac.hub.sharing.TaxiiRoutes;
import theriac.hub.store.Store;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;

/// Intelligence goes out to machines.
@Configuration(proxyBeanMethods = false)
class SharingWiring {

    @Bean
    Parties parties(Organizations organizations) {
        return new Parties() {
            @Override
            public Party load(long key) {
                return party(organizations.find(key).orElseThrow());
            }

            @Override
            public Optional<Party> find(UUID id) {
                return organizations.find(id).map(this::party);
            }

            private Party party(Organization organization) {
                return new Party(organization.key(), organization.id(), organization.name(), organization.identity());
            }

            @Override
            public long cert() {
                return organizations.cert().map(Organization::key).orElseThrow();
            }
        };
    }

    @Bean
    Fetches fetches(Store store, Parties parties) {
        return new Fetches(store.ledger(), parties);
    }

    @Bean
    HubCollections hubCollections(
            HubConfig config, Store store, Database database, EgressGate gate, Parties parties, Fetches fetches) {
        var submissions = new Submissions(database, store.claims(), store.sources(), store.ledger(), parties);
        return new HubCollections(
                store.changes(),
                store.audiences(),
                store.claims(),
                gate,
                parties,
                submissions,
                fetches,
                config.taxii().largestPost());
    }

    @Bean
    TaxiiServer<Viewer> taxiiServer(HubConfig config, HubCollections collections, Clock clock) {
        var settings = TaxiiSettings.standard().withPageLimit(config.taxii().pageLimit());
        return new TaxiiServer<>(collections, settings, clock);
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
    ExportRoutes exportRoutes(Database database, Selection selection, Parties parties, Fetches fetches, Clock clock) {
        return new ExportRoutes(new Exports(database, selection, parties, fetches, clock));
    }

    @Bean
    BlockLists blockLists(Store store, Selection selection, Fetches fetches, WarningLists warningLists, Clock clock) {
        return new BlockLists(
                store.deciding(), store.audiences(), store.ledger(), selection, fetches, warningLists, clock);
    }

    @Bean
    ListRoutes listRoutes(BlockLists lists) {
        return new ListRoutes(lists);
    }

    @Bean
    MispFeedRoutes mispFeedRoutes(Store store, EgressGate gate, Fetches fetches) {
        return new MispFeedRoutes(new MispFolder(store.changes(), store.audiences(), gate, fetches));
    }
}
