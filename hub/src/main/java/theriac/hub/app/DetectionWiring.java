package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.db.Database;
import theriac.hub.detection.ScoutRoutes;
import theriac.hub.detection.Scouts;
import theriac.hub.detection.Wakes;
import theriac.hub.sharing.CollectionIds;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.Parties;
import theriac.hub.store.Store;

/// Members' scouts.
@Configuration(proxyBeanMethods = false)
class DetectionWiring {

    @Bean
    Scouts scouts(Database database, Store store, Clock clock) {
        return new Scouts(database, store.ledger(), clock);
    }

    @Bean
    ScoutRoutes scoutRoutes(Scouts scouts, Store store, Parties parties) {
        return new ScoutRoutes(
                scouts,
                new Wakes(store.ledger(), store.audiences()),
                party -> {
                    var own = parties.load(party.organization());
                    return new ScoutRoutes.Profile(
                            new ScoutRoutes.ProfileOrganization(
                                    own.name(), own.identity().text()),
                            HubCollections.ROOT,
                            CollectionIds.indicators(own.id()),
                            CollectionIds.sightings(own.id()));
                },
                parties::cert);
    }
}
