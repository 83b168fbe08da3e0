package theriac.hub.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import theriac.taxii.server.ApiRoot;
import theriac.taxii.server.Credentials;
import theriac.taxii.server.InMemoryCollections;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiHttp;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;

/// The partner's own TAXII 2.1 server, on another port of this machine.
final class Partner implements AutoCloseable {

    private static final UUID COLLECTION = UUID.fromString("b6a4c2f0-3f5e-4e0e-9d1c-7a5b3c2d1e0f");
    private static final String ROOT = "/taxii2/free/";
    private static final long LARGEST = 1 << 20;

    private final TaxiiHttp server;

    private Partner(TaxiiHttp server) {
        this.server = server;
    }

    /// @param port 0, or the one that a source of an earlier run remembers
    /// @param token which the hub must send
    static Partner start(Path feed, int port, String token) throws IOException {
        var root = ApiRoot.of(ROOT, "Free indicators for care", LARGEST);
        var collection = TaxiiCollection.of(COLLECTION, "Criminal groups", Set.of(TaxiiCollection.Access.READ));
        var shelf = new InMemoryCollections("Poolster Intelligence", Clock.systemUTC())
                .add(root)
                .add(root, collection)
                .share(COLLECTION, "hub", Set.of(TaxiiCollection.Access.READ));
        try (InputStream bundle = Files.newInputStream(feed)) {
            shelf.load(COLLECTION, bundle);
        }
        var taxii = new TaxiiServer<>(shelf, TaxiiSettings.standard(), Clock.systemUTC());
        var credentials = Credentials.tokens(Map.of(token, "hub"), InMemoryCollections.ANONYMOUS);
        try {
            return new Partner(TaxiiHttp.start(taxii, credentials, port));
        } catch (BindException taken) {
            return new Partner(TaxiiHttp.start(taxii, credentials, 0));
        }
    }

    int port() {
        return server.base().getPort();
    }

    URI collection() {
        return server.base().resolve(ROOT + "collections/" + COLLECTION + "/");
    }

    @Override
    public void close() {
        server.close();
    }
}
