package theriac.hub.app;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Contacts;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.SharingGroups;
import theriac.hub.accounts.Viewers;
import theriac.hub.assets.Holders;
import theriac.hub.audit.AuditEvent;
import theriac.hub.audit.AuditTrail;
import theriac.hub.benign.WarningLists;
import theriac.hub.cases.Figures;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.fetch.Fetcher;
import theriac.hub.intake.Disclosures;
import theriac.hub.intake.Intake;
import theriac.hub.mail.MailSignatures;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;
import theriac.hub.publications.Advisories;
import theriac.hub.publications.AdvisoryRoutes;
import theriac.hub.publications.CsafRoutes;
import theriac.hub.publications.DiscardRoutes;
import theriac.hub.publications.Discards;
import theriac.hub.publications.Dispatcher;
import theriac.hub.publications.DraftRoutes;
import theriac.hub.publications.Drafts;
import theriac.hub.publications.EditionRoutes;
import theriac.hub.publications.Editions;
import theriac.hub.publications.FollowUp;
import theriac.hub.publications.FollowUpRoutes;
import theriac.hub.publications.HighestWarning;
import theriac.hub.publications.MailSignatureRoutes;
import theriac.hub.publications.OpenRoutes;
import theriac.hub.publications.OpenWarnings;
import theriac.hub.publications.Photo;
import theriac.hub.publications.PublicationRoutes;
import theriac.hub.publications.Publications;
import theriac.hub.publications.Publishing;
import theriac.hub.publications.RatingRoutes;
import theriac.hub.publications.Readings;
import theriac.hub.publications.Reports;
import theriac.hub.publications.RhythmRoutes;
import theriac.hub.publications.Rhythms;
import theriac.hub.publications.Schedules;
import theriac.hub.publications.SectionRoutes;
import theriac.hub.publications.SendingRoutes;
import theriac.hub.publications.ShortMessages;
import theriac.hub.publications.Stops;
import theriac.hub.publications.TargetRoutes;
import theriac.hub.publications.Targeting;
import theriac.hub.publications.WebhookRoutes;
import theriac.hub.publications.Webhooks;
import theriac.hub.publications.Witnesses;
import theriac.hub.situation.Situation;
import theriac.hub.store.Store;
import theriac.hub.store.ValueHit;
import theriac.hub.vault.Seal;
import theriac.hub.vault.SigningKey;
import theriac.hub.web.Sentences;
import theriac.stix.value.NormalValue;

/// Warnings, and the mail that carries them.
@Configuration(proxyBeanMethods = false)
class PublicationsWiring {

    @Bean
    Publications publications(
            Database database,
            Store store,
            Organizations organizations,
            EgressGate gate,
            Intake intake,
            HubConfig config,
            Clock clock) {
        return new Publications(
                database,
                store.audiences(),
                store.ledger(),
                organizations,
                gate,
                reports(intake),
                config.dataFolder().resolve("templates"),
                clock);
    }

    @Bean
    Targeting targeting(
            Database database,
            Publications publications,
            Organizations organizations,
            Viewers viewers,
            Store store,
            Disclosures disclosures) {
        return new Targeting(
                database,
                publications,
                organizations,
                new SharingGroups(database.jdbc()),
                viewers,
                photo(new Holders(database)),
                witnesses(store, disclosures));
    }

    @Bean
    TargetRoutes targetRoutes(
            Publications publications, Targeting targeting, Organizations organizations, HubConfig config) {
        return new TargetRoutes(publications, targeting, organizations, config.sightingsLeast());
    }

    private static Photo photo(Holders holders) {
        return new Photo() {
            @Override
            public Map<Long, List<String>> having(String thing) {
                return holders.having(thing);
            }

            @Override
            public Map<Long, List<String>> named(List<String> texts, List<NormalValue> values) {
                return holders.named(texts, values);
            }
        };
    }

    /// Where a value stands is what organisations saw.
    private static Witnesses witnesses(Store store, Disclosures disclosures) {
        return new Witnesses() {
            @Override
            public Set<Long> saw(Viewer.Party person, List<NormalValue> values, String purpose) {
                var objects = store.values().find(person, values).stream()
                        .map(ValueHit::object)
                        .collect(Collectors.toSet());
                return objects.isEmpty() ? Set.of() : disclosures.witnesses(person, objects, purpose);
            }

            @Override
            public boolean asked(Viewer viewer, String purpose) {
                return disclosures.askedWhoSaw(viewer, purpose);
            }
        };
    }

    @Bean
    Dispatcher dispatcher(
            Database database,
            Store store,
            Organizations organizations,
            Viewers viewers,
            EgressGate gate,
            MailSignatures signatures,
            Webhooks webhooks,
            ShortMessages messages,
            Fetcher fetcher,
            HubConfig config,
            Clock clock) {
        var mailer = config.mail().map(server -> new Mailer(server, clock));
        var dispatcher = new Dispatcher(
                database,
                organizations,
                viewers,
                store.audiences(),
                gate,
                mailer,
                signatures,
                webhooks,
                messages,
                fetcher,
                config.publicUrl(),
                clock);
        return dispatcher.start();
    }

    @Bean
    Publishing publishing(
            Database database,
            Publications publications,
            Store store,
            Organizations organizations,
            Targeting targeting,
            Webhooks webhooks,
            ShortMessages messages,
            Rhythms rhythms,
            Dispatcher dispatcher,
            WarningLists lists,
            Clock clock) {
        return new Publishing(
                database,
                publications,
                store,
                organizations,
                targeting,
                webhooks,
                messages,
                rhythms,
                dispatcher,
                values -> Whole.listed(lists, values),
                clock);
    }

    @Bean
    Rhythms rhythms(Database database, Organizations organizations, Clock clock) {
        return new Rhythms(database, organizations, ZoneId.systemDefault(), clock);
    }

    @Bean
    RhythmRoutes rhythmRoutes(Rhythms rhythms) {
        return new RhythmRoutes(rhythms);
    }

    @Bean
    Webhooks webhooks(Database database, Organizations organizations, HubConfig config, Clock clock) {
        return new Webhooks(database, organizations, Seal.of(config.dataFolder().resolve(VaultCommand.KEY)), clock);
    }

    @Bean
    ShortMessages shortMessages(HubConfig config, Database database) {
        return new ShortMessages(config.sms(), new Contacts(database.jdbc()));
    }

    @Bean
    WebhookRoutes webhookRoutes(Webhooks webhooks, Organizations organizations) {
        return new WebhookRoutes(webhooks, organizations);
    }

    @Bean
    SigningKey signingKey(Database database, HubConfig config, Clock clock) {
        return new SigningKey(database, Seal.of(config.dataFolder().resolve(VaultCommand.KEY)), clock);
    }

    @Bean
    MailSignatures mailSignatures(SigningKey key, HubConfig config, Clock clock) {
        return new MailSignatures(
                config.signing(), config.mail().map(HubConfig.MailServer::from).orElse(""), key::sign, clock);
    }

    @Bean
    MailSignatureRoutes mailSignatureRoutes(MailSignatures signatures) {
        return new MailSignatureRoutes(signatures);
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
    HighestWarning highestWarning(Publishing publishing, Schedules schedules) {
        return new HighestWarning(publishing, schedules);
    }

    @Bean
    PublicationRoutes publicationRoutes(
            Publications publications,
            Publishing publishing,
            Editions editions,
            FollowUp followUp,
            Organizations organizations,
            Proposals waiting) {
        var book = Sentences.dutch();
        return new PublicationRoutes(
                publications,
                publishing,
                editions,
                followUp,
                organizations,
                waiting,
                english -> book.translated(english).orElse(english));
    }

    /// Whose time comes goes out on a thread of its own.
    @Bean
    Schedules schedules(
            Database database,
            Publications publications,
            Publishing publishing,
            Accounts accounts,
            Viewers viewers,
            AuditTrail trail,
            Dispatcher dispatcher,
            Clock clock) {
        var schedules = new Schedules(
                database,
                publications,
                publishing,
                accounts,
                viewers,
                (person, id, sent, detail) -> trail.record(atItsTime(person, id, sent, detail, clock)),
                clock);
        dispatcher.also("times", schedules::run);
        return schedules;
    }

    /// The hub does it, in somebody's name.
    private static AuditEvent atItsTime(Viewer.Party person, UUID id, boolean sent, String detail, Clock clock) {
        var actor = new AuditEvent.Actor(
                "system: on behalf of " + person.name(),
                OptionalLong.of(person.account()),
                OptionalLong.of(person.organization()),
                "");
        return new AuditEvent(
                clock.instant(),
                actor,
                "publication.publish",
                id.toString(),
                sent ? AuditEvent.Outcome.DONE : AuditEvent.Outcome.REFUSED,
                detail);
    }

    @Bean
    Stops stops(
            Database database,
            Publications publications,
            Publishing publishing,
            Organizations organizations,
            Viewers viewers,
            Store store,
            Dispatcher dispatcher,
            Clock clock) {
        return new Stops(database, publications, publishing, organizations, viewers, store, dispatcher, clock);
    }

    @Bean
    SendingRoutes sendingRoutes(
            PublicationRoutes views,
            Publications publications,
            Publishing publishing,
            Schedules schedules,
            Stops stops,
            Proposals waiting) {
        return new SendingRoutes(views, publications, publishing, schedules, stops, waiting);
    }

    @Bean
    Editions editions(Database database, Publications publications, Store store, Clock clock) {
        return new Editions(database, publications, store.audiences(), clock);
    }

    @Bean
    EditionRoutes editionRoutes(Publications publications, Editions editions) {
        return new EditionRoutes(publications, editions);
    }

    @Bean
    SectionRoutes sectionRoutes(
            Publications publications, Targeting targeting, Organizations organizations, Viewers viewers, Store store) {
        return new SectionRoutes(new Readings(publications, targeting, organizations, viewers, store.audiences()));
    }

    @Bean
    RatingRoutes ratingRoutes() {
        return new RatingRoutes();
    }

    @Bean
    DraftRoutes draftRoutes(Publications publications, Intake intake, Figures figures, HubConfig config, Clock clock) {
        return new DraftRoutes(new Drafts(
                publications,
                intake::received,
                year -> counted(figures, year),
                config.publicUrl(),
                ZoneId.systemDefault(),
                clock));
    }

    @Bean
    AdvisoryRoutes advisoryRoutes(Publications publications, Store store) {
        return new AdvisoryRoutes(new Advisories(publications, store));
    }

    @Bean
    FollowUp followUp(Database database, Publications publications, Organizations organizations, Clock clock) {
        return new FollowUp(database, publications, organizations, new Contacts(database.jdbc()), clock);
    }

    @Bean
    FollowUpRoutes followUpRoutes(
            Publications publications, FollowUp followUp, ObjectProvider<Situation> situation, Clock clock) {
        return new FollowUpRoutes(
                publications, followUp, viewer -> situation.getObject().timesToImmunity(viewer), clock);
    }

    private static Drafts.Counted.Year counted(Figures figures, int year) {
        var tables = figures.forMembers(year).stream()
                .map(table -> new Drafts.Counted.Table(
                        table.title(),
                        table.rows().stream()
                                .map(row -> new Drafts.Counted.Row(row.name(), row.count()))
                                .toList()))
                .toList();
        return new Drafts.Counted.Year(year, figures.least(), tables);
    }

    /// Where the desk and the publications meet.
    private static Reports reports(Intake intake) {
        return new Reports() {
            @Override
            public Material draft(Viewer.Party analyst, UUID report, UUID publication) {
                var material = intake.draft(analyst, report, publication);
                return new Material(
                        material.report(),
                        material.reportedAt(),
                        material.channel(),
                        material.brand(),
                        material.lookalike(),
                        material.amounts(),
                        material.remarks(),
                        material.suspects());
            }

            @Override
            public void released(UUID report, UUID publication) {
                intake.released(report, publication);
            }

            @Override
            public void takenAgain(UUID report, UUID publication) {
                intake.takenAgain(report, publication);
            }
        };
    }

    @Bean
    DiscardRoutes discardRoutes(Database database, Publications publications, Store store, Intake intake, Clock clock) {
        return new DiscardRoutes(new Discards(database, publications, store.audiences(), reports(intake), clock));
    }
}
