package theriac.taxii.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.MediaType;
import theriac.taxii.client.TaxiiClientSettings.Protocol;
import theriac.taxii.client.TaxiiFailure.Kind;

/// Talks to one TAXII server: finds its collections, polls them, submits to them. Safe for many threads; close it when
/// done. Memory does not grow with the size of a page or of a collection.
public final class TaxiiClient implements AutoCloseable {

    private static final byte[] START = "{\"objects\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final int RESOURCE_BYTES = 16 << 20; // a list of collections, a status: never larger in earnest

    private final TaxiiClientSettings settings;
    private final Clock clock;
    private final Exchange exchange;

    public TaxiiClient(TaxiiClientSettings settings, Clock clock) {
        this(settings, clock, Transport.ofPlatform(settings.connectTimeout()));
    }

    /// @param transport how requests get there; closed with this client
    public TaxiiClient(TaxiiClientSettings settings, Clock clock, Transport transport) {
        this.settings = settings;
        this.clock = clock;
        this.exchange = new Exchange(settings, transport);
    }

    /// Asks the server what it is: `/taxii2/` on the server's host, `/taxii/` for TAXII 2.0.
    public RemoteServer discovery() throws TaxiiFailure {
        return discovery(settings.server().resolve(settings.protocol() == Protocol.V20 ? "/taxii/" : "/taxii2/"));
    }

    /// Asks a discovery address that is elsewhere on the host.
    public RemoteServer discovery(URI address) throws TaxiiFailure {
        return Resources.server(resource(address), address);
    }

    public RemoteRoot apiRoot(URI root) throws TaxiiFailure {
        URI address = slashed(root);
        return Resources.root(resource(address), address);
    }

    /// The collections that exist for these credentials.
    public List<RemoteCollection> collections(URI root) throws TaxiiFailure {
        URI address = slashed(root).resolve("collections/");
        return Resources.collections(resource(address), address);
    }

    /// Reads what a collection got since the watermark, oldest first. Never throws for what the server does: see
    /// [PollResult#failure].
    ///
    /// @param collection its address, as [RemoteCollection#uri] gives it
    /// @param watermark from [PollSink#pageEnd] of an earlier poll; empty reads everything
    public PollResult poll(URI collection, Optional<Instant> watermark, PollSink sink) {
        URI objects = slashed(collection).resolve("objects/");
        return switch (settings.protocol()) {
            case V21 -> new Poll(exchange, settings, clock, objects, watermark, sink).run();
            case V20 -> new Poll20(exchange, settings, clock, objects, watermark, sink).run();
        };
    }

    /// Sends objects in as many envelopes as the limit asks for, each object exactly as its text stands.
    ///
    /// @param maxContentLength of the API root
    /// @return one status per envelope, in order; ask [#status] about pending ones
    /// @throws TaxiiFailure when an envelope was not accepted; those before it were
    public List<RemoteStatus> submit(URI collection, long maxContentLength, List<StixObject> objects)
            throws TaxiiFailure {
        URI address = slashed(collection).resolve("objects/");
        List<RemoteStatus> statuses = new ArrayList<>();
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        for (StixObject object : objects) {
            byte[] json = object.text().getBytes(StandardCharsets.UTF_8);
            if (START.length + json.length + END.length > maxContentLength) {
                throw new TaxiiFailure(
                        Kind.TOO_LARGE,
                        "The server takes " + maxContentLength + " octets at once; this object is larger: "
                                + object.id().text());
            }
            if (envelope.size() > 0 && envelope.size() + 1L + json.length + END.length > maxContentLength) {
                statuses.add(post(address, envelope));
            }
            envelope.writeBytes(envelope.size() == 0 ? START : new byte[] {','});
            envelope.writeBytes(json);
        }
        if (envelope.size() > 0) {
            statuses.add(post(address, envelope));
        }
        return statuses;
    }

    private RemoteStatus post(URI address, ByteArrayOutputStream envelope) throws TaxiiFailure {
        envelope.writeBytes(END);
        HttpRequest request = exchange.request(address, MediaType.TAXII_21)
                .header("Content-Type", MediaType.TAXII_21)
                .POST(HttpRequest.BodyPublishers.ofByteArray(envelope.toByteArray()))
                .build();
        envelope.reset();
        return Resources.status(read(exchange.send(request)));
    }

    /// What became of a submission.
    public RemoteStatus status(URI root, String id) throws TaxiiFailure {
        return Resources.status(resource(slashed(root).resolve("status/" + Poll.encoded(id) + "/")));
    }

    private JsonObject resource(URI address) throws TaxiiFailure {
        String accept = settings.protocol() == Protocol.V20 ? MediaTypes.TAXII_20 : MediaType.TAXII_21;
        return read(exchange.send(exchange.request(address, accept).GET().build()));
    }

    private JsonObject read(HttpResponse<InputStream> response) throws TaxiiFailure {
        try (InputStream body = exchange.body(response)) {
            MediaTypes.mustBeTaxii(response, new PollNotes(Optional.empty()));
            byte[] bytes = new CappedStream(body, RESOURCE_BYTES).readAllBytes();
            return Json.parse(bytes, settings.limits())
                    .object()
                    .orElseThrow(() -> new TaxiiFailure(Kind.NOT_TAXII, "The answer is no JSON object."));
        } catch (IOException broken) {
            throw exchange.failure(broken, response.uri());
        }
    }

    private static URI slashed(URI address) {
        return address.getRawPath().endsWith("/") ? address : URI.create(address + "/");
    }

    @Override
    public void close() {
        exchange.close();
    }
}
