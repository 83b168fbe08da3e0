package theriac.hub.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.knowledge.Knowledge;
import theriac.hub.knowledge.ObjectRoutes;
import theriac.hub.knowledge.ValueRoutes;
import theriac.hub.policy.EgressGate;
import theriac.hub.store.Store;

/// What the hub knows, for people.
@Configuration(proxyBeanMethods = false)
class KnowledgeWiring {

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeWiring.class);

    @Bean
    Knowledge knowledge(Store store, Organizations organizations) {
        var gate = new EgressGate(refusal -> LOG.error("Egress refused on {}: {}", refusal.channel(), refusal.item()));
        return new Knowledge(
                store,
                gate,
                key -> organizations.find(key).map(o -> o.name()).orElse(""),
                key -> organizations.cert().filter(cert -> cert.key() == key).isPresent());
    }

    @Bean
    ObjectRoutes objectRoutes(Knowledge knowledge) {
        return new ObjectRoutes(knowledge);
    }

    @Bean
    ValueRoutes valueRoutes(Knowledge knowledge) {
        return new ValueRoutes(knowledge);
    }
}
