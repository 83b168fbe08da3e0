package theriac.hub.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;

/// A running hub: one process over one database. Start it with [#start]; close it to stop it cleanly. Several
/// may run on one database.
public final class Hub implements AutoCloseable {

    /// The wiring, one class per capability. Nothing is found by scanning: what is not named here is not there.
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({
        WebWiring.class,
        DatabaseWiring.class,
        AccountsWiring.class,
        AuditWiring.class,
        StoreWiring.class,
        KnowledgeWiring.class,
        InvestigationsWiring.class,
        PolicyWiring.class,
        IngestWiring.class,
        SharingWiring.class,
        IntakeWiring.class,
        ReportMailWiring.class,
        CasesWiring.class,
        DocumentsWiring.class,
        PublicationsWiring.class,
        DetectionWiring.class,
        SituationWiring.class
    })
    static class Wiring {}

    private final ConfigurableApplicationContext context;

    private Hub(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts a hub over an open, migrated database. The database stays the caller's to close.
    ///
    /// @throws Problem when the port is taken
    public static Hub start(HubConfig config, Database database, Clock clock) {
        var application = new SpringApplication(Wiring.class);
        application.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(properties(config));
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) given -> {
            given.registerBean(HubConfig.class, () -> config);
            given.registerBean(Database.class, () -> database, definition -> definition.setDestroyMethodName(""));
            given.registerBean(Clock.class, () -> clock);
        });
        try {
            return new Hub(application.run());
        } catch (RuntimeException failed) {
            throw explained(failed, config);
        }
    }

    /// The port that it listens on.
    public int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? 0 : server.getPort();
    }

    /// A part of the running hub, for the front door, the demo and tests.
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private static Map<String, Object> properties(HubConfig config) {
        var properties = new HashMap<String, Object>();
        properties.put("server.address", config.address());
        properties.put("server.port", config.port());
        properties.put("server.shutdown", "graceful");
        properties.put(
                "spring.lifecycle.timeout-per-shutdown-phase",
                Duration.ofSeconds(5).toString());
        properties.put("server.server-header", "");
        properties.put("server.compression.enabled", true);
        properties.put(
                "server.compression.mime-types",
                "application/json,application/problem+json,application/taxii+json,text/html,text/plain,text/css,text/javascript,image/svg+xml");
        // What is refused before it was read is read all the same, within limits: closing the connection on a sender
        // would reset it, and the answer that says why (413, 401, 429) would be lost.
        properties.put(
                "server.tomcat.max-swallow-size",
                Math.max(1 << 20, 2L * config.taxii().largestPost()) + "B");
        // TAXII's match[…] parameters are sent unescaped by many clients.
        properties.put("server.tomcat.relaxed-query-chars", "[,]");
        // MISP servers ask for events with `deleted[]:1` in the path.
        properties.put("server.tomcat.relaxed-path-chars", "[,]");
        // A field that is missing in a request is the caller's fault and said so, not ours when we come to use it.
        properties.put("spring.jackson.deserialization.fail-on-null-creator-properties", true);
        properties.put("springdoc.api-docs.enabled", false);
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.main.lazy-initialization", false);
        properties.put("spring.mvc.async.request-timeout", "-1");
        properties.put("logging.level.root", "WARN");
        properties.put("logging.level.theriac", "INFO");
        return properties;
    }

    private static RuntimeException explained(RuntimeException failed, HubConfig config) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof BindException) {
                return portTaken(config);
            }
        }
        return failed;
    }

    /// @throws Problem when the port is taken already
    static void checkPort(HubConfig config) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.address(), config.port()));
        } catch (BindException taken) {
            throw portTaken(config);
        } catch (IOException other) {
            throw Problem.badRequest(
                    "The hub cannot listen on the address %s: %s.".formatted(config.address(), other.getMessage()));
        }
    }

    private static Problem portTaken(HubConfig config) {
        return Problem.conflict(
                "Port %d of %s is taken by another program. Stop it, or choose another port with --port=8081."
                        .formatted(config.port(), config.address()));
    }
}
