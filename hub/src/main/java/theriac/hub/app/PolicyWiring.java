package theriac.hub.app;

import java.time.Clock;
import java.util.ArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.MemberDeeds;
import theriac.hub.accounts.Viewers;
import theriac.hub.audit.SeenTrail;
import theriac.hub.db.Database;
import theriac.hub.ingest.RedReaders;
import theriac.hub.ingest.SourcePurge;
import theriac.hub.ingest.SourceRecipients;
import theriac.hub.investigations.DraftPublication;
import theriac.hub.knowledge.Remarking;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.WhoSees;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.Proposals;
import theriac.hub.publications.HighestWarning;

/// The gate that everything passes on its way out, and what takes two.
@Configuration(proxyBeanMethods = false)
class PolicyWiring {

    @Bean
    WhoSees whoSees(Viewers viewers) {
        return new WhoSees(viewers.community());
    }

    @Bean
    Proposals proposals(
            Database database,
            MemberDeeds members,
            SourcePurge purge,
            SourceRecipients recipients,
            RedReaders readers,
            HighestWarning warnings,
            Remarking remarking,
            DraftPublication drafts,
            Clock clock) {
        var deeds = new ArrayList<Deed>(members.all());
        deeds.add(purge);
        deeds.add(recipients);
        deeds.add(readers);
        deeds.add(warnings);
        deeds.add(drafts);
        deeds.addAll(remarking.deeds());
        return new Proposals(database, deeds, clock);
    }

    @Bean
    ProposalRoutes proposalRoutes(Proposals proposals) {
        return new ProposalRoutes(proposals);
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
