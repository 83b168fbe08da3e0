package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.db.Database;
import theriac.hub.investigations.CaseTimeline;
import theriac.hub.investigations.Contents;
import theriac.hub.investigations.DraftPublication;
import theriac.hub.investigations.Drafts;
import theriac.hub.investigations.Files;
import theriac.hub.investigations.InvestigationContentRoutes;
import theriac.hub.investigations.InvestigationDraftRoutes;
import theriac.hub.investigations.InvestigationRoutes;
import theriac.hub.investigations.Investigations;
import theriac.hub.policy.EgressGate;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Store;

/// Workspaces of a few people.
@Configuration(proxyBeanMethods = false)
class InvestigationsWiring {

    @Bean
    Investigations investigations(Database database, Store store, Clock clock) {
        return new Investigations(database, store, clock);
    }

    @Bean
    Contents investigationContents(Investigations investigations, Database database, Store store, EgressGate gate) {
        return new Contents(investigations, database, store, gate);
    }

    @Bean
    Files investigationFiles(Investigations investigations, Database database) {
        return new Files(investigations, database);
    }

    @Bean
    Drafts drafts(
            Investigations investigations,
            Contents contents,
            Database database,
            Store store,
            Organizations organizations) {
        return new Drafts(investigations, contents, database, store, organizations);
    }

    @Bean
    DraftPublication draftPublication(
            Investigations investigations,
            Drafts drafts,
            Contents contents,
            Organizations organizations,
            Viewers viewers,
            Store store) {
        return new DraftPublication(investigations, drafts, contents, organizations, viewers.community(), store);
    }

    @Bean
    InvestigationRoutes investigationRoutes(
            Investigations investigations, Contents contents, Files files, Drafts drafts, Store store) {
        var timeline = new CaseTimeline(contents, files, drafts, store);
        return new InvestigationRoutes(investigations, contents, files, drafts, timeline);
    }

    @Bean
    InvestigationContentRoutes investigationContentRoutes(
            Investigations investigations, Contents contents, Files files, InvestigationRoutes pages) {
        return new InvestigationContentRoutes(investigations, contents, files, pages);
    }

    @Bean
    InvestigationDraftRoutes investigationDraftRoutes(
            Investigations investigations,
            Drafts drafts,
            DraftPublication publication,
            Proposals waiting,
            InvestigationRoutes pages) {
        return new InvestigationDraftRoutes(investigations, drafts, publication, waiting, pages);
    }
}
