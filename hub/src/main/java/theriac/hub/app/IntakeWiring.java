package theriac.hub.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Links;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.People;
import theriac.hub.assets.Holders;
import theriac.hub.audit.SeenTrail;
import theriac.hub.benign.PublicSuffixes;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.documents.FileTexts;
import theriac.hub.fetch.Fetcher;
import theriac.hub.intake.BrandList;
import theriac.hub.intake.DisclosureRoutes;
import theriac.hub.intake.Disclosures;
import theriac.hub.intake.DomainAgeRoutes;
import theriac.hub.intake.DomainAges;
import theriac.hub.intake.Intake;
import theriac.hub.intake.KnownValues;
import theriac.hub.intake.LinkRoutes;
import theriac.hub.intake.LinkVisits;
import theriac.hub.intake.NameRules;
import theriac.hub.intake.ReportRoutes;
import theriac.hub.intake.Triage;
import theriac.hub.intake.TriageRoutes;
import theriac.hub.store.OutsideUse;
import theriac.hub.store.SightingCounts;
import theriac.hub.store.Store;
import theriac.hub.store.ValueHit;

/// The desk.
@Configuration(proxyBeanMethods = false)
class IntakeWiring {

    /// The operator's own list of brands, in the data folder; without it the supplied one, which is invented, counts.
    private static final String OWN_BRANDS = "brands.json";

    @Bean
    Intake intake(
            Database database,
            Store store,
            Organizations organizations,
            DomainAges ages,
            HubConfig config,
            Clock clock) {
        return new Intake(
                database, store.audiences(), store.ledger(), organizations, brands(config), known(store), ages, clock);
    }

    /// What is looked at before anybody outside is asked about a name.
    @Bean
    NameRules nameRules(Database database, Organizations organizations, WarningLists lists) {
        return new HubNames(
                PublicSuffixes.ofJava(), organizations, new Holders(database), lists, new OutsideUse(database));
    }

    /// Asks nobody unless the operator has set whom.
    @Bean
    DomainAges domainAges(Database database, NameRules names, Fetcher fetcher, HubConfig config, Clock clock) {
        return new DomainAges(database, config.lookups(), fetcher, names, clock).start();
    }

    @Bean
    DomainAgeRoutes domainAgeRoutes(Intake intake, DomainAges ages) {
        return new DomainAgeRoutes(intake, ages);
    }

    /// Follows no link unless the operator has switched it on.
    @Bean
    LinkVisits linkVisits(
            Database database,
            Intake intake,
            Store store,
            NameRules names,
            Fetcher fetcher,
            SeenTrail trail,
            HubConfig config,
            Clock clock) {
        var texts = new FileTexts();
        LinkVisits.Reader reader = page ->
                texts.said(page, "page.html").map(said -> new LinkVisits.Reader.Said(said.title(), said.text()));
        var around = new LinkVisits.Around(names, reader, trail::asked);
        var visits = new LinkVisits(database, intake, store.audiences(), config.lookups(), fetcher, around, clock);
        if (config.database().isEmpty()) {
            visits.cutOffBefore();
        }
        return visits;
    }

    @Bean
    LinkRoutes linkRoutes(LinkVisits visits) {
        return new LinkRoutes(visits);
    }

    @Bean
    Triage triage(
            Database database,
            Intake intake,
            Store store,
            Organizations organizations,
            Accounts accounts,
            Links links,
            Clock clock) {
        var people = new People(database.jdbc(), accounts, links, clock);
        return new Triage(database, intake, store.audiences(), organizations, people, clock);
    }

    @Bean
    ReportRoutes reportRoutes(Intake intake, Triage triage) {
        return new ReportRoutes(intake, triage);
    }

    @Bean
    TriageRoutes triageRoutes(Triage triage, ReportRoutes pages) {
        return new TriageRoutes(triage, pages);
    }

    @Bean
    Disclosures disclosures(
            Database database,
            Store store,
            SightingCounts counts,
            Organizations organizations,
            SeenTrail trail,
            Clock clock) {
        return new Disclosures(
                database, store.audiences(), store.objects(), counts, organizations, trail::asked, clock);
    }

    @Bean
    DisclosureRoutes disclosureRoutes(Disclosures disclosures) {
        return new DisclosureRoutes(disclosures);
    }

    private static KnownValues known(Store store) {
        return (viewer, values) -> store.values().find(viewer, List.copyOf(values)).stream()
                .collect(Collectors.toMap(ValueHit::value, ValueHit::sources, Math::max));
    }

    private static BrandList brands(HubConfig config) {
        var file = config.dataFolder().resolve(OWN_BRANDS);
        try {
            return Files.exists(file) ? BrandList.parse(Files.readString(file)) : BrandList.supplied();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The brand list " + file + " cannot be read.", unreadable);
        }
    }
}
