package theriac.hub.app;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.benign.WarningLists;
import theriac.hub.cases.Cases;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.documents.Documents;
import theriac.hub.intake.Intake;
import theriac.hub.intake.ReportMails;
import theriac.hub.investigations.Investigations;
import theriac.hub.knowledge.SavedGraphs;
import theriac.hub.publications.Publications;
import theriac.hub.store.Audiences;
import theriac.hub.store.Changes;
import theriac.hub.store.Claims;
import theriac.hub.store.Deliveries;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.Ledger;
import theriac.hub.store.Objects;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Sources;
import theriac.hub.store.Store;
import theriac.hub.store.ValueLookup;

/// The store and its doors, one by one for those who need only one.
@Configuration(proxyBeanMethods = false)
class StoreWiring {

    @Bean
    Store store(Database database, WarningLists lists, Clock clock) {
        return Store.open(database, clock, personal(), lists::stopping);
    }

    @Bean
    SightingCounts sightingCounts(Database database, HubConfig config, Clock clock) {
        return new SightingCounts(database, config.sightingsLeast(), clock);
    }

    /// Where capabilities keep texts of people: everything that an erasure must reach beside the store's
    /// own tables.
    private static List<ErasurePlace> personal() {
        var questions = new ErasurePlace("audit_event", "id", "detail", false);
        return Stream.of(
                        Intake.PERSONAL,
                        ReportMails.PERSONAL,
                        Cases.PERSONAL,
                        Documents.PERSONAL,
                        Publications.PERSONAL,
                        SavedGraphs.PERSONAL,
                        Investigations.PERSONAL,
                        List.of(questions))
                .flatMap(List::stream)
                .toList();
    }

    @Bean
    Audiences audiences(Store store) {
        return store.audiences();
    }

    @Bean
    Sources sources(Store store) {
        return store.sources();
    }

    @Bean
    Deliveries deliveries(Store store) {
        return store.deliveries();
    }

    @Bean
    Claims claims(Store store) {
        return store.claims();
    }

    /// Closed with the store.
    @Bean(destroyMethod = "")
    Ledger ledger(Store store) {
        return store.ledger();
    }

    @Bean
    Objects objects(Store store) {
        return store.objects();
    }

    @Bean
    Changes changes(Store store) {
        return store.changes();
    }

    @Bean
    ValueLookup valueLookup(Store store) {
        return store.values();
    }
}
