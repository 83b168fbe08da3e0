package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.db.Database;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.BlockLists;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.ListRoutes;
import theriac.hub.sharing.Parties;
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
                var organization = organizations.find(key).orElseThrow();
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
    HubCollections hubCollections(Store store, Database database, EgressGate gate, Parties parties, Fetches fetches) {
        var submissions = new Submissions(database, store.claims(), store.sources(), store.ledger(), parties);
        return new HubCollections(
                store.changes(), store.audiences(), store.claims(), gate, parties, submissions, fetches);
    }

    @Bean
    TaxiiServer<Viewer> taxiiServer(HubCollections collections, Clock clock) {
        return new TaxiiServer<>(collections, TaxiiSettings.standard(), clock);
    }

    @Bean
    TaxiiRoutes taxiiRoutes(TaxiiServer<Viewer> server) {
        return new TaxiiRoutes(server);
    }

    @Bean
    ListRoutes listRoutes(Store store, EgressGate gate, Fetches fetches) {
        return new ListRoutes(new BlockLists(store.changes(), store.audiences(), store.ledger(), gate, fetches));
    }
}
