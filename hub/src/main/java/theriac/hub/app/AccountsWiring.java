package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import theriac.hub.accounts.AccountMails;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Contacts;
import theriac.hub.accounts.Door;
import theriac.hub.accounts.GroupRoutes;
import theriac.hub.accounts.Identities;
import theriac.hub.accounts.IssuerLogIn;
import theriac.hub.accounts.IssuerLogInRoutes;
import theriac.hub.accounts.IssuerRoutes;
import theriac.hub.accounts.Issuers;
import theriac.hub.accounts.LeakedPasswords;
import theriac.hub.accounts.Links;
import theriac.hub.accounts.MemberDeeds;
import theriac.hub.accounts.MemberRoutes;
import theriac.hub.accounts.OrganizationRoutes;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.OrganizationsSql;
import theriac.hub.accounts.PasskeyRoutes;
import theriac.hub.accounts.Passkeys;
import theriac.hub.accounts.People;
import theriac.hub.accounts.PeopleRoutes;
import theriac.hub.accounts.ProfileRoutes;
import theriac.hub.accounts.RequestGuard;
import theriac.hub.accounts.SecondFactorRoutes;
import theriac.hub.accounts.SecondFactors;
import theriac.hub.accounts.SeeAs;
import theriac.hub.accounts.SeeAsInterceptor;
import theriac.hub.accounts.SeeAsRoutes;
import theriac.hub.accounts.SessionRoutes;
import theriac.hub.accounts.Sessions;
import theriac.hub.accounts.Setup;
import theriac.hub.accounts.SharingGroups;
import theriac.hub.accounts.Tokens;
import theriac.hub.accounts.Viewers;
import theriac.hub.assets.AssetRoutes;
import theriac.hub.assets.Assets;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;
import theriac.hub.fetch.Fetcher;
import theriac.hub.mail.Mailer;
import theriac.hub.proposals.Proposals;
import theriac.hub.sharing.Exports;
import theriac.hub.sharing.HubCollections;
import theriac.hub.sharing.Parties;

/// People, organisations, machines.
@Configuration(proxyBeanMethods = false)
class AccountsWiring {

    @Bean
    Assets assets(Database database, Organizations organizations, Clock clock) {
        return new Assets(database, organizations, clock);
    }

    @Bean
    AssetRoutes assetRoutes(Assets assets) {
        return new AssetRoutes(assets);
    }

    @Bean
    OrganizationsSql organizationsSql(JdbcClient jdbc) {
        return new OrganizationsSql(jdbc);
    }

    @Bean
    Organizations organizations(OrganizationsSql sql, Clock clock) {
        return new Organizations(sql, clock);
    }

    @Bean
    Accounts accounts(JdbcClient jdbc, HubConfig config, Clock clock) {
        return new Accounts(jdbc, LeakedPasswords.of(config.logIns().leakedPasswords()), clock);
    }

    @Bean
    Sessions sessions(JdbcClient jdbc, HubConfig config, Clock clock) {
        return new Sessions(jdbc, config.logIns().idle(), clock);
    }

    @Bean
    Tokens tokens(JdbcClient jdbc, Clock clock) {
        return new Tokens(jdbc, clock);
    }

    @Bean
    Viewers viewers(OrganizationsSql sql, Clock clock) {
        return new Viewers(sql, clock);
    }

    @Bean
    SeeAs seeAs(JdbcClient jdbc, Organizations organizations, Viewers viewers, Clock clock) {
        return new SeeAs(jdbc, organizations, viewers, clock);
    }

    /// Before all others, which then know no other caller.
    @Bean
    WebMvcConfigurer throughOthersEyes(SeeAs seeAs) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new SeeAsInterceptor(seeAs)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    SeeAsRoutes seeAsRoutes(SeeAs seeAs, HubConfig config) {
        return new SeeAsRoutes(seeAs, config.publicUrl().startsWith("https:"));
    }

    @Bean
    Setup setup(JdbcClient jdbc, Organizations organizations, Accounts accounts, Clock clock) {
        return new Setup(jdbc, organizations, accounts, clock);
    }

    @Bean
    SessionRoutes sessionRoutes(
            Accounts accounts,
            Sessions sessions,
            Organizations organizations,
            Viewers viewers,
            SecondFactors factors,
            Setup setup,
            Database database,
            IssuerLogIn issuers,
            HubConfig config) {
        return new SessionRoutes(
                accounts,
                sessions,
                organizations,
                viewers,
                factors,
                setup,
                database,
                issuers,
                config.publicUrl(),
                config.playground());
    }

    @Bean
    Door.Doors doors(HubCollections collections, Exports exports, Parties parties) {
        return new HubDoors(collections, exports, parties);
    }

    @Bean
    OrganizationRoutes organizationRoutes(Organizations organizations, Tokens tokens, Door.Doors doors, Clock clock) {
        return new OrganizationRoutes(organizations, tokens, doors, clock);
    }

    @Bean
    MemberDeeds memberDeeds(JdbcClient jdbc, Organizations organizations, Tokens tokens, Database database) {
        return new MemberDeeds(organizations, new SharingGroups(jdbc), tokens, database);
    }

    @Bean
    MemberRoutes memberRoutes(
            JdbcClient jdbc, Organizations organizations, Tokens tokens, Proposals waiting, Database database) {
        return new MemberRoutes(organizations, new SharingGroups(jdbc), new Contacts(jdbc), tokens, waiting, database);
    }

    @Bean
    GroupRoutes groupRoutes(
            JdbcClient jdbc,
            Organizations organizations,
            MemberRoutes members,
            Tokens tokens,
            Proposals waiting,
            Database database) {
        return new GroupRoutes(organizations, new SharingGroups(jdbc), members, tokens, waiting, database);
    }

    @Bean
    Links links(JdbcClient jdbc, Accounts accounts, Sessions sessions, Organizations organizations, Clock clock) {
        return new Links(jdbc, accounts, sessions, organizations, clock);
    }

    @Bean
    PeopleRoutes peopleRoutes(
            JdbcClient jdbc,
            Organizations organizations,
            Accounts accounts,
            Links links,
            Tokens tokens,
            Database database,
            Clock clock) {
        return new PeopleRoutes(organizations, new People(jdbc, accounts, links, clock), tokens, database);
    }

    @Bean
    AccountMails accountMails(Database database, Links links, HubConfig config, Clock clock) {
        var mailer = config.mail().map(server -> new Mailer(server, clock));
        return new AccountMails(database, links, mailer, config.publicUrl(), clock).start();
    }

    @Bean
    ProfileRoutes profileRoutes(
            Accounts accounts,
            Sessions sessions,
            Links links,
            AccountMails mails,
            Organizations organizations,
            Database database) {
        return new ProfileRoutes(accounts, sessions, links, mails, organizations, database);
    }

    @Bean
    SecondFactors secondFactors(JdbcClient jdbc, Accounts accounts, HubConfig config, Clock clock) {
        return new SecondFactors(jdbc, accounts, new SealedBox(config.dataFolder()), clock);
    }

    @Bean
    Issuers issuers(JdbcClient jdbc, Organizations organizations, Fetcher fetcher, HubConfig config, Clock clock) {
        return new Issuers(
                jdbc,
                organizations,
                new SealedBox(config.dataFolder()),
                networks -> OutsideRequests.to(fetcher, networks),
                config.publicUrl(),
                clock);
    }

    @Bean
    IssuerRoutes issuerRoutes(Issuers issuers, Organizations organizations, Database database) {
        return new IssuerRoutes(issuers, organizations, database);
    }

    @Bean
    Identities identities(JdbcClient jdbc, Clock clock) {
        return new Identities(jdbc, clock);
    }

    @Bean
    IssuerLogIn issuerLogIn(
            JdbcClient jdbc,
            Issuers issuers,
            Identities identities,
            Accounts accounts,
            Links links,
            SecondFactors factors,
            Sessions sessions,
            Database database,
            Clock clock) {
        return new IssuerLogIn(jdbc, issuers, identities, accounts, links, factors, sessions, database, clock);
    }

    @Bean
    IssuerLogInRoutes issuerLogInRoutes(
            Issuers issuers, Identities identities, IssuerLogIn logIn, SessionRoutes sessions, RequestGuard guard) {
        return new IssuerLogInRoutes(issuers, identities, logIn, sessions, guard);
    }

    @Bean
    PasskeyRoutes passkeyRoutes(
            JdbcClient jdbc,
            SecondFactors factors,
            Sessions sessions,
            SessionRoutes logIns,
            Database database,
            HubConfig config,
            Clock clock) {
        return new PasskeyRoutes(new Passkeys(jdbc, config.publicUrl(), clock), factors, sessions, logIns, database);
    }

    @Bean
    SecondFactorRoutes secondFactorRoutes(
            SecondFactors factors, Accounts accounts, Sessions sessions, PeopleRoutes people, Database database) {
        return new SecondFactorRoutes(factors, accounts, sessions, people, database);
    }
}
