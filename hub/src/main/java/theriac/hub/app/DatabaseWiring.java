package theriac.hub.app;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.db.Database;

/// The one database, opened by whoever starts the hub.
@Configuration(proxyBeanMethods = false)
class DatabaseWiring {

    @Bean
    JdbcClient jdbc(Database database) {
        return database.jdbc();
    }
}
