package theriac.hub.app;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.intake.Intake;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.proposals.Proposals;
import theriac.hub.publications.CsafRoutes;
import theriac.hub.publications.Dispatcher;
import theriac.hub.publications.HighestWarning;
import theriac.hub.publications.OpenRoutes;
import theriac.hub.publications.OpenWarnings;
import theriac.hub.publications.PublicationRoutes;
import theriac.hub.publications.Publications;
import theriac.hub.publications.Publishing;
import theriac.hub.publications.Reports;
import theriac.hub.store.Store;
import theriac.hub.vault.Seal;
import theriac.hub.vault.SigningKey;

/// Warnings, and the mail that carries them.
@Configuration(proxyBeanMethods = false)
class PublicationsWiring {

    @Bean
    Publications publications(
            Database database, Store store, Organizations organizations, EgressGate gate, Intake intake, Clock clock) {
        return new Publications(
                database, store.audiences(), store.ledger(), organizations, gate, reports(intake), clock);
    }

    @Bean
    Dispatcher dispatcher(
            Database database,
            Store store,
            Organizations organizations,
            Viewers viewers,
            EgressGate gate,
            HubConfig config,
            Clock clock) {
        var mailer = config.mail().map(server -> new Mailer(server, clock));
        var dispatcher = new Dispatcher(
                database, organizations, viewers, store.audiences(), gate, mailer, config.publicUrl(), clock);
        return dispatcher.start();
    }

    @Bean
    Publishing publishing(
            Database database,
            Publications publications,
            Store store,
            Organizations organizations,
            Viewers viewers,
            Dispatcher dispatcher,
            WarningLists lists,
            Clock clock) {
        return new Publishing(
                database,
                publications,
                store,
                organizations,
                viewers,
                dispatcher,
                values -> Whole.listed(lists, values),
                clock);
    }

    @Bean
    SigningKey signingKey(Database database, HubConfig config, Clock clock) {
        return new SigningKey(database, Seal.of(config.dataFolder().resolve("vault.key")), clock);
    }

    @Bean
    OpenWarnings openWarnings(
            Publications publications, Organizations organizations, SigningKey key, HubConfig config) {
        return new OpenWarnings(publications.sent(), organizations, key, config.publicUrl());
    }

    @Bean
    OpenRoutes openRoutes(OpenWarnings warnings) {
        return new OpenRoutes(warnings, ZoneId.systemDefault());
    }

    @Bean
    CsafRoutes csafRoutes(OpenWarnings warnings) {
        return new CsafRoutes(warnings);
    }

    @Bean
    HighestWarning highestWarning(Publishing publishing) {
        return new HighestWarning(publishing);
    }

    @Bean
    PublicationRoutes publicationRoutes(
            Publications publications, Publishing publishing, Organizations organizations, Proposals waiting) {
        return new PublicationRoutes(publications, publishing, organizations, waiting);
    }

    /// Where the desk and the publications meet.
    private static Reports reports(Intake intake) {
        return (analyst, report, publication) -> {
            var material = intake.draft(analyst, report, publication);
            return new Reports.Material(
                    material.report(),
                    material.reportedAt(),
                    material.channel(),
                    material.brand(),
                    material.lookalike(),
                    material.amounts(),
                    material.remarks(),
                    material.suspects());
        };
    }
}
