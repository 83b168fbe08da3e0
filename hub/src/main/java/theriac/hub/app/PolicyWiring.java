package theriac.hub.app;

import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Viewers;
import theriac.hub.audit.SeenTrail;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.WhoSees;

/// The gate that everything passes on its way out.
@Configuration(proxyBeanMethods = false)
class PolicyWiring {

    @Bean
    WhoSees whoSees(Viewers viewers) {
        return new WhoSees(viewers.community());
    }

    @Bean
    EgressGate egressGate(SeenTrail seen) {
        var log = LoggerFactory.getLogger(EgressGate.class);
        return new EgressGate(
                refusal -> log.error(
                        "Stopped on the channel {}: {} was not for its recipient. This is a mistake in the program; nothing was sent.",
                        refusal.channel(),
                        refusal.item()),
                seen::left);
    }
}
