package theriac.hub.app;

import java.util.function.LongPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.knowledge.ClusterRoutes;
import theriac.hub.knowledge.Connections;
import theriac.hub.knowledge.GraphRoutes;
import theriac.hub.knowledge.HistoryRoutes;
import theriac.hub.knowledge.Knowledge;
import theriac.hub.knowledge.ObjectRoutes;
import theriac.hub.knowledge.ValueRoutes;
import theriac.hub.knowledge.WarningLists;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Store;

/// What the hub knows, for people.
@Configuration(proxyBeanMethods = false)
class KnowledgeWiring {

    @Bean
    Knowledge knowledge(Store store, EgressGate gate, Organizations organizations) {
        return new Knowledge(
                store,
                gate,
                WarningLists.NONE,
                key -> organizations.find(key).map(o -> o.name()).orElse(""),
                isCert(organizations));
    }

    @Bean
    Connections connections(Store store, EgressGate gate, Organizations organizations) {
        return new Connections(store, gate, isCert(organizations));
    }

    private static LongPredicate isCert(Organizations organizations) {
        return key -> organizations.cert().filter(cert -> cert.key() == key).isPresent();
    }

    @Bean
    ObjectRoutes objectRoutes(Knowledge knowledge) {
        return new ObjectRoutes(knowledge);
    }

    @Bean
    ValueRoutes valueRoutes(Knowledge knowledge, Connections connections) {
        return new ValueRoutes(knowledge, connections);
    }

    @Bean
    GraphRoutes graphRoutes(Connections connections) {
        return new GraphRoutes(connections);
    }

    @Bean
    ClusterRoutes clusterRoutes(Connections connections, Knowledge knowledge) {
        return new ClusterRoutes(connections, knowledge);
    }

    @Bean
    HistoryRoutes historyRoutes(Connections connections) {
        return new HistoryRoutes(connections);
    }
}
