package theriac.hub.app;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.db.Database;
import theriac.hub.db.Outage;

/// The one database, opened by whoever starts the hub.
@Configuration(proxyBeanMethods = false)
class DatabaseWiring {

    @Bean
    JdbcClient jdbc(Database database) {
        return database.jdbc();
    }

    @Bean
    Outage outage(Clock clock) {
        return new Outage(clock);
    }
}
