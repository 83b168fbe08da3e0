package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.AccountsSql;
import theriac.hub.accounts.Contacts;
import theriac.hub.accounts.GroupRoutes;
import theriac.hub.accounts.MemberRoutes;
import theriac.hub.accounts.OrganizationRoutes;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.OrganizationsSql;
import theriac.hub.accounts.SessionRoutes;
import theriac.hub.accounts.Sessions;
import theriac.hub.accounts.Setup;
import theriac.hub.accounts.SharingGroups;
import theriac.hub.accounts.Tokens;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.HubConfig;
import theriac.hub.db.Database;

/// People, organisations, machines.
@Configuration(proxyBeanMethods = false)
class AccountsWiring {

    @Bean
    OrganizationsSql organizationsSql(JdbcClient jdbc) {
        return new OrganizationsSql(jdbc);
    }

    @Bean
    Organizations organizations(OrganizationsSql sql, Clock clock) {
        return new Organizations(sql, clock);
    }

    @Bean
    Accounts accounts(JdbcClient jdbc, Clock clock) {
        return new Accounts(new AccountsSql(jdbc), clock);
    }

    @Bean
    Sessions sessions(JdbcClient jdbc, Clock clock) {
        return new Sessions(jdbc, clock);
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
    Setup setup(JdbcClient jdbc, Organizations organizations, Accounts accounts, Clock clock) {
        return new Setup(jdbc, organizations, accounts, clock);
    }

    @Bean
    SessionRoutes sessionRoutes(
            Accounts accounts,
            Sessions sessions,
            Organizations organizations,
            Setup setup,
            Database database,
            HubConfig config) {
        boolean behindTls = config.publicUrl().startsWith("https:");
        return new SessionRoutes(accounts, sessions, organizations, setup, database, behindTls);
    }

    @Bean
    OrganizationRoutes organizationRoutes(Organizations organizations, Tokens tokens) {
        return new OrganizationRoutes(organizations, tokens);
    }

    @Bean
    MemberRoutes memberRoutes(JdbcClient jdbc, Organizations organizations, Tokens tokens, Database database) {
        return new MemberRoutes(organizations, new SharingGroups(jdbc), new Contacts(jdbc), tokens, database);
    }

    @Bean
    GroupRoutes groupRoutes(
            JdbcClient jdbc, Organizations organizations, MemberRoutes members, Tokens tokens, Database database) {
        return new GroupRoutes(organizations, new SharingGroups(jdbc), members, tokens, database);
    }
}
