package theriac.hub.app;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.HubConfig;
import theriac.hub.ingest.DeliveryLimits;
import theriac.hub.ingest.Ingest;
import theriac.hub.ingest.PreviewRoutes;
import theriac.hub.ingest.PurgeRoutes;
import theriac.hub.ingest.SourceRoutes;
import theriac.hub.ingest.TaxiiPoll;
import theriac.hub.store.Store;

/// Intelligence comes in.
@Configuration(proxyBeanMethods = false)
class IngestWiring {

    @Bean
    Ingest ingest(Store store, Organizations organizations) {
        return new Ingest(
                store.deliveries(),
                store.claims(),
                key -> organizations.find(key).orElseThrow().identity(),
                DeliveryLimits.standard());
    }

    @Bean
    TaxiiPoll taxiiPoll(Store store, HubConfig config, Clock clock) {
        return new TaxiiPoll(
                store.sources(),
                store.deliveries(),
                store.claims(),
                name -> credential(config, name),
                DeliveryLimits.standard(),
                clock);
    }

    @Bean
    SourceRoutes sourceRoutes(Store store, Ingest ingest, TaxiiPoll taxii) {
        return new SourceRoutes(store.sources(), store.deliveries(), ingest, taxii);
    }

    @Bean
    PreviewRoutes previewRoutes(Clock clock) {
        return new PreviewRoutes(clock);
    }

    @Bean
    PurgeRoutes purgeRoutes(Store store, Ingest ingest, Organizations organizations) {
        return new PurgeRoutes(
                store,
                ingest,
                key -> organizations.cert().filter(cert -> cert.key() == key).isPresent());
    }

    /// Partners' tokens stay in a file that only the operator reads, `credentials.properties` in the data folder: never
    /// in the
    /// database, never in a source's settings. Read each time, so that a changed token counts at once.
    private static Optional<String> credential(HubConfig config, String name) {
        var file = config.dataFolder().resolve("credentials.properties");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The partners' tokens in " + file + " cannot be read.", unreadable);
        }
        return Optional.ofNullable(properties.getProperty(name));
    }
}
