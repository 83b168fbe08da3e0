package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.benign.WarningLists;
import theriac.hub.db.Database;
import theriac.hub.documents.DocumentRoutes;
import theriac.hub.documents.Documents;
import theriac.hub.documents.FileTexts;
import theriac.hub.documents.Pages;
import theriac.hub.documents.Writing;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Fetcher;
import theriac.hub.scan.VirusScan;
import theriac.hub.store.Store;

/// What others wrote, read into knowledge.
@Configuration(proxyBeanMethods = false)
class DocumentsWiring {

    @Bean
    Documents documents(
            Database database, Store store, WarningLists lists, Fetcher fetcher, VirusScan scan, Clock clock) {
        return new Documents(
                database,
                store,
                new FileTexts(),
                new Pages(fetcher, AddressRules.publicOnly(), scan::admit),
                values -> Whole.listed(lists, values),
                clock);
    }

    @Bean
    Writing writing(
            Documents documents,
            Database database,
            Store store,
            Organizations organizations,
            Viewers viewers,
            Clock clock) {
        return new Writing(documents, database, store, organizations, viewers.community(), clock);
    }

    @Bean
    DocumentRoutes documentRoutes(Documents documents, Writing writing) {
        return new DocumentRoutes(documents, writing);
    }
}
