package theriac.hub.app;

import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.accounts.CallerFilter;
import theriac.hub.accounts.Organizations;
import theriac.hub.cases.Cases;
import theriac.hub.cases.Requests;
import theriac.hub.detection.Scouts;
import theriac.hub.documents.Documents;
import theriac.hub.intake.Intake;
import theriac.hub.intake.Triage;
import theriac.hub.investigations.Investigations;
import theriac.hub.publications.Publications;
import theriac.hub.situation.EventRoutes;
import theriac.hub.situation.Neighbours;
import theriac.hub.situation.Presence;
import theriac.hub.situation.PresenceRoutes;
import theriac.hub.situation.Situation;
import theriac.hub.situation.SituationRoutes;
import theriac.hub.situation.Streams;
import theriac.hub.situation.WorldRoutes;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;

/// The loop at a glance, live.
@Configuration(proxyBeanMethods = false)
class SituationWiring {

    @Bean
    Neighbours neighbours(
            Triage triage,
            Cases cases,
            Requests requests,
            Publications publications,
            Scouts scouts,
            Store store,
            Organizations organizations) {
        return new SituationNeighbours(
                triage, cases, requests, publications.sent(), scouts, store.sources(), organizations);
    }

    @Bean
    Situation situation(JdbcClient jdbc, Store store, SightingCounts counts, Neighbours neighbours, Clock clock) {
        return new Situation(jdbc, store, counts, neighbours, clock);
    }

    @Bean
    SituationRoutes situationRoutes(Situation situation) {
        return new SituationRoutes(situation);
    }

    @Bean
    WorldRoutes worldRoutes(Store store, Clock clock) {
        return new WorldRoutes(store, clock);
    }

    @Bean
    Streams streams() {
        return new Streams();
    }

    /// Whoever waits for the ledger is let go first: the web server would wait for them.
    @Bean
    ApplicationListener<ContextClosedEvent> endOfWaiting(Streams streams, Store store) {
        return closing -> {
            streams.close();
            store.ledger().close();
        };
    }

    @Bean
    Presence presence(
            JdbcClient jdbc,
            Store store,
            Organizations organizations,
            Publications publications,
            Intake intake,
            Investigations investigations,
            Documents documents,
            Clock clock) {
        var things = new OpenThings(organizations, publications, intake, investigations, documents, store.objects());
        return new Presence(jdbc, store.ledger(), things, clock);
    }

    @Bean
    PresenceRoutes presenceRoutes(Presence presence) {
        return new PresenceRoutes(presence);
    }

    @Bean
    EventRoutes eventRoutes(
            Store store,
            Streams streams,
            Presence presence,
            Neighbours neighbours,
            FilterRegistrationBean<CallerFilter> callers) {
        var filter = java.util.Objects.requireNonNull(callers.getFilter());
        return new EventRoutes(store, streams, presence, neighbours, filter::viewer);
    }
}
