package theriac.hub.app;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Viewers;
import theriac.hub.assets.Assets;
import theriac.hub.audit.SeenTrail;
import theriac.hub.benign.Listing;
import theriac.hub.benign.WarningListFolder;
import theriac.hub.benign.WarningListRoutes;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.ingest.RedReaders;
import theriac.hub.knowledge.AlertPeople;
import theriac.hub.knowledge.AlertRoutes;
import theriac.hub.knowledge.Alerts;
import theriac.hub.knowledge.Attack;
import theriac.hub.knowledge.AttackRoutes;
import theriac.hub.knowledge.ClusterRoutes;
import theriac.hub.knowledge.Connections;
import theriac.hub.knowledge.DecayRoutes;
import theriac.hub.knowledge.ErasureRoutes;
import theriac.hub.knowledge.GraphRoutes;
import theriac.hub.knowledge.HistoryRoutes;
import theriac.hub.knowledge.Knowledge;
import theriac.hub.knowledge.MarkedWords;
import theriac.hub.knowledge.MarkingRoutes;
import theriac.hub.knowledge.ObjectRoutes;
import theriac.hub.knowledge.Remarking;
import theriac.hub.knowledge.RetentionRoutes;
import theriac.hub.knowledge.SavedGraphRoutes;
import theriac.hub.knowledge.SavedGraphs;
import theriac.hub.knowledge.SavedQueries;
import theriac.hub.knowledge.SavedQueryRoutes;
import theriac.hub.knowledge.SearchRoutes;
import theriac.hub.knowledge.SeerRoutes;
import theriac.hub.knowledge.ValueRoutes;
import theriac.hub.mail.Letters;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.WhoSees;
import theriac.hub.proposals.Proposals;
import theriac.hub.publications.Dispatcher;
import theriac.hub.publications.Publications;
import theriac.hub.store.LedgerFollower;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;
import theriac.hub.store.Upkeep;
import theriac.stix.value.NormalValue;

/// What the hub knows, for people.
@Configuration(proxyBeanMethods = false)
class KnowledgeWiring {

    @Bean
    WarningLists warningLists(Database database, HubConfig config, Clock clock) {
        var lists = new WarningLists(database, clock);
        new WarningListFolder(config.dataFolder().resolve("warning-lists"), lists).load();
        return lists;
    }

    @Bean
    WarningListRoutes warningListRoutes(WarningLists lists) {
        return new WarningListRoutes(lists);
    }

    @Bean
    MarkedWords markedWords(Store store) {
        return new MarkedWords(store);
    }

    @Bean
    Remarking remarking(Store store, MarkedWords words, Organizations organizations, RedReaders.People people) {
        return new Remarking(store, words, new KnownRecipients(organizations, people));
    }

    @Bean
    MarkingRoutes markingRoutes(
            MarkedWords words,
            Remarking remarking,
            Organizations organizations,
            RedReaders.People people,
            Proposals waiting) {
        return new MarkingRoutes(words, remarking, new KnownRecipients(organizations, people), waiting);
    }

    @Bean
    Knowledge knowledge(
            Store store,
            EgressGate gate,
            SightingCounts counts,
            Assets assets,
            Organizations organizations,
            WarningLists lists) {
        return new Knowledge(
                store,
                gate,
                counts,
                assets::footprint,
                values -> names(lists, values),
                key -> organizations.find(key).map(o -> o.name()).orElse(""),
                isCert(organizations));
    }

    private static Map<NormalValue, List<String>> names(WarningLists lists, Collection<NormalValue> values) {
        var names = new HashMap<NormalValue, List<String>>();
        lists.find(values)
                .forEach((value, on) -> names.put(
                        value, on.stream().map(Listing::list).distinct().toList()));
        return names;
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
    ValueRoutes valueRoutes(Knowledge knowledge, Connections connections, SeenTrail seen) {
        return new ValueRoutes(knowledge, connections, seen::asked);
    }

    @Bean
    GraphRoutes graphRoutes(Connections connections) {
        return new GraphRoutes(connections);
    }

    @Bean
    AttackRoutes attackRoutes(Store store, EgressGate gate, SightingCounts counts) {
        return new AttackRoutes(new Attack(store, gate, counts));
    }

    @Bean
    ClusterRoutes clusterRoutes(Connections connections, Knowledge knowledge) {
        return new ClusterRoutes(connections, knowledge);
    }

    @Bean
    HistoryRoutes historyRoutes(Connections connections) {
        return new HistoryRoutes(connections);
    }

    @Bean
    SeerRoutes seerRoutes(WhoSees whoSees, MarkedWords words, Publications publications) {
        return new SeerRoutes(whoSees, words, publications::audience);
    }

    @Bean
    SearchRoutes searchRoutes(Knowledge knowledge, SeenTrail seen) {
        return new SearchRoutes(knowledge, seen::asked);
    }

    @Bean
    Alerts alerts(
            Database database,
            Store store,
            EgressGate gate,
            Assets assets,
            AlertPeople people,
            Dispatcher dispatcher,
            HubConfig config,
            Clock clock) {
        var alerts = new Alerts(database, store, gate, assets::footprint, people, ZoneId.systemDefault(), clock);
        if (config.mail().isPresent()) {
            dispatcher.also("alerts", alerts::mail);
        }
        return alerts;
    }

    @Bean
    AlertPeople alertPeople(Accounts accounts, Viewers viewers, Letters letters, HubConfig config) {
        return new TheTold(accounts, viewers, letters, config.mail().isPresent(), config.publicUrl());
    }

    @Bean
    LedgerFollower alertReader(Store store, Alerts alerts) {
        return new LedgerFollower(store.ledger(), "alerts", alerts::advance);
    }

    @Bean
    AlertRoutes alertRoutes(Alerts alerts) {
        return new AlertRoutes(alerts);
    }

    @Bean
    SavedQueryRoutes savedQueryRoutes(Database database, Alerts alerts, Clock clock) {
        return new SavedQueryRoutes(new SavedQueries(database, alerts, clock));
    }

    @Bean
    SavedGraphRoutes savedGraphRoutes(Database database, Clock clock) {
        return new SavedGraphRoutes(new SavedGraphs(database, clock));
    }

    /// Stopped with the hub.
    @Bean
    Upkeep upkeep(Database database, Store store, Clock clock) {
        return new Upkeep(database, store, clock).start();
    }

    @Bean
    RetentionRoutes retentionRoutes(Store store) {
        return new RetentionRoutes(store);
    }

    @Bean
    ErasureRoutes erasureRoutes(Store store) {
        return new ErasureRoutes(store);
    }

    @Bean
    DecayRoutes decayRoutes(Store store) {
        return new DecayRoutes(store);
    }
}
