package theriac.hub.app;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.cases.CaseRoutes;
import theriac.hub.cases.Cases;
import theriac.hub.cases.FigureRoutes;
import theriac.hub.cases.Figures;
import theriac.hub.cases.Handover;
import theriac.hub.cases.Incidents;
import theriac.hub.cases.News;
import theriac.hub.cases.NewsRoutes;
import theriac.hub.cases.Reported;
import theriac.hub.cases.RequestRoutes;
import theriac.hub.cases.Requests;
import theriac.hub.cases.TakedownRoutes;
import theriac.hub.cases.Takedowns;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.intake.Intake;
import theriac.hub.intake.ReportCounts;
import theriac.hub.intake.ReportedMessages;
import theriac.hub.intake.Triage;
import theriac.hub.mail.Letters;
import theriac.hub.mail.MailSignatures;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Dispatcher;
import theriac.hub.store.Store;

/// What the desk works on for longer than one look.
@Configuration(proxyBeanMethods = false)
class CasesWiring {

    @Bean
    Cases cases(Database database, Store store, Organizations organizations, Intake intake, Clock clock) {
        return new Cases(
                database,
                store.audiences(),
                store.objects(),
                store.ledger(),
                organizations,
                reported(new ReportedMessages(intake)),
                ZoneId.systemDefault(),
                clock);
    }

    @Bean
    Incidents incidents(Cases cases, Database database) {
        return new Incidents(cases, database);
    }

    @Bean
    CaseRoutes caseRoutes(Cases cases, Incidents incidents) {
        return new CaseRoutes(cases, incidents);
    }

    /// Mails to whoever is no member, signed in the name of the hub's CERT.
    @Bean
    Letters letters(
            Database database,
            Organizations organizations,
            MailSignatures signatures,
            Dispatcher dispatcher,
            HubConfig config,
            Clock clock) {
        var letters = new Letters(
                database,
                config.mail().map(server -> new Mailer(server, clock)),
                at -> organizations.cert().flatMap(cert -> signatures.of(MailSignatures.LETTER, cert.name(), at)),
                clock);
        dispatcher.also("letters", letters::run);
        return letters;
    }

    @Bean
    Takedowns takedowns(
            Cases cases,
            Database database,
            Store store,
            Organizations organizations,
            Letters letters,
            EgressGate gate,
            Dispatcher dispatcher,
            HubConfig config) {
        return new Takedowns(
                cases,
                database,
                store,
                organizations,
                letters,
                gate,
                config.dataFolder(),
                config.mail().map(HubConfig.MailServer::from).orElse(""),
                dispatcher::wake);
    }

    @Bean
    TakedownRoutes takedownRoutes(Takedowns takedowns, CaseRoutes pages) {
        return new TakedownRoutes(takedowns, pages);
    }

    @Bean
    Requests requests(Cases cases, Database database, Store store, EgressGate gate, HubConfig config) {
        return new Requests(cases, database, store.audiences(), gate, config.sightingsLeast());
    }

    @Bean
    RequestRoutes requestRoutes(Requests requests, CaseRoutes pages) {
        return new RequestRoutes(requests, pages);
    }

    @Bean
    Figures figures(Database database, Organizations organizations, HubConfig config, Clock clock) {
        return new Figures(
                database,
                counted(new ReportCounts(database, ZoneId.systemDefault())),
                organizations,
                config.sightingsLeast(),
                ZoneId.systemDefault(),
                clock);
    }

    @Bean
    FigureRoutes figureRoutes(Figures figures) {
        return new FigureRoutes(figures);
    }

    @Bean
    News news(Cases cases, Database database, Store store, EgressGate gate) {
        return new News(cases, database, store, gate);
    }

    @Bean
    NewsRoutes newsRoutes(Cases cases, News news, Triage triage) {
        return new NewsRoutes(news, new Handover(cases, news, desk(triage)));
    }

    private static Handover.Desk desk(Triage triage) {
        return new Handover.Desk() {
            @Override
            public Handover.Queue queue(Viewer viewer) {
                var waiting = triage.waiting(viewer);
                return new Handover.Queue(
                        waiting.reports(), waiting.late(), waiting.later(), told(triage.inHand(viewer)));
            }

            @Override
            public List<Handover.Open> waiting(Viewer viewer) {
                return told(triage.inNobodysHand(viewer));
            }
        };
    }

    private static List<Handover.Open> told(List<Triage.Open> reports) {
        return reports.stream()
                .map(report -> new Handover.Open(
                        report.id(),
                        report.text(),
                        report.keeper(),
                        report.since(),
                        report.late(),
                        report.again(),
                        report.note()))
                .toList();
    }

    private static Figures.Messages counted(ReportCounts counts) {
        return new Figures.Messages() {
            @Override
            public List<Figures.Figure> channels(Instant from, Instant until, boolean named) {
                return figures(counts.channels(from, until, named));
            }

            @Override
            public List<Figures.Figure> months(Instant from, Instant until, boolean named) {
                return figures(counts.months(from, until, named));
            }

            @Override
            public List<Figures.Figure> values(Instant from, Instant until, boolean named, int least, int limit) {
                return figures(counts.values(from, until, named, least, limit));
            }
        };
    }

    private static List<Figures.Figure> figures(List<ReportCounts.Count> counts) {
        return counts.stream()
                .map(count -> new Figures.Figure(count.name(), count.reports(), count.organizations()))
                .toList();
    }

    /// Where the desk's reports and its cases meet.
    private static Reported reported(ReportedMessages reports) {
        return (viewer, id) -> reports.find(viewer, id)
                .map(report -> new Reported.Message(
                        report.id(),
                        report.receivedAt(),
                        report.channel(),
                        report.text(),
                        report.brand(),
                        report.suspects(),
                        report.organization()));
    }
}
