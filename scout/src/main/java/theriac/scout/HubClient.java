package theriac.scout;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.client.Auth;
import theriac.taxii.client.PollResult;
import theriac.taxii.client.PollSink;
import theriac.taxii.client.RemoteStatus;
import theriac.taxii.client.TaxiiClient;
import theriac.taxii.client.TaxiiClientSettings;
import theriac.taxii.client.TaxiiFailure;

/// Everything a scout says to its hub: TAXII for indicators and sightings, and three small routes. Safe for many
/// threads.
final class HubClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration LONG_POLL = Duration.ofSeconds(40); // the hub answers within 25 s
    private static final int MOST_BYTES = 1 << 20;

    private final URI hub;
    private final String token;
    private final HttpClient http;
    private final TaxiiClient taxii;

    /// @throws ScoutProblem when the address is plain http to another machine
    HubClient(URI hub, String token, Clock clock) {
        this.hub = hub;
        this.token = token;
        try {
            this.taxii = new TaxiiClient(TaxiiClientSettings.of(hub, Auth.bearer(token)), clock);
        } catch (IllegalArgumentException unsafe) {
            throw new ScoutProblem(String.valueOf(unsafe.getMessage()), unsafe);
        }
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    Profile profile() throws HubFailure, InterruptedException {
        JsonObject json = json(send(request("api/scout/profile", ANSWER).GET().build()));
        return Profile.parse(json)
                .orElseThrow(
                        () -> new HubFailure("The hub's answer about this scout is incomplete: organization, identity,"
                                + " apiRoot, indicators and sightings are needed."));
    }

    /// Waits at the hub until something is newer than this position, at most half a minute.
    ///
    /// @return the hub's position; empty when it has none
    Optional<Instant> wake(Optional<Instant> after) throws HubFailure, InterruptedException {
        String query = after.map(at -> "?after=" + URLEncoder.encode(TaxiiTimestamp.text(at), StandardCharsets.UTF_8))
                .orElse("");
        JsonObject json =
                json(send(request("api/scout/wake" + query, LONG_POLL).GET().build()));
        return json.text("position").flatMap(TaxiiTimestamp::parse);
    }

    /// Tells the hub that everything up to a position is recognised here.
    void confirm(Instant position, int indicators, String digest) throws HubFailure, InterruptedException {
        String body = Json.write(JsonObject.builder()
                .put("position", TaxiiTimestamp.text(position))
                .put("indicators", indicators)
                .put("digest", digest)
                .build());
        send(request("api/scout/receipts", ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    PollResult indicators(Profile profile, Optional<Instant> after, PollSink sink) {
        return taxii.poll(collection(profile, profile.indicators()), after, sink);
    }

    /// Sends objects to the member's collection of sightings; sending them again changes nothing.
    List<RemoteStatus> report(Profile profile, List<StixObject> objects) throws HubFailure {
        try {
            long limit = taxii.apiRoot(hub.resolve(profile.apiRoot())).maxContentLength();
            return taxii.submit(collection(profile, profile.sightings()), limit, objects);
        } catch (TaxiiFailure failure) {
            throw new HubFailure(failure.sentence(), failure);
        }
    }

    private URI collection(Profile profile, String id) {
        String root = profile.apiRoot().endsWith("/") ? profile.apiRoot() : profile.apiRoot() + "/";
        return hub.resolve(root + "collections/" + id + "/");
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(hub.resolve("/" + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws HubFailure, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (IOException unreachable) {
            throw new HubFailure(
                    "The hub at " + hub + " cannot be reached; the indicators held here stay in use.", unreachable);
        }
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        throw new HubFailure(
                switch (status) {
                    case 401, 403 ->
                        "The hub at " + hub + " does not accept this machine token (status " + status
                                + "). Ask the hub for a new one and write it to the token file.";
                    case 404 -> "The hub at " + hub + " has no " + request.uri().getPath() + ". Is the address right?";
                    default ->
                        "The hub at " + hub + " answered " + request.uri().getPath() + " with status " + status + ".";
                });
    }

    private JsonObject json(HttpResponse<byte[]> response) throws HubFailure {
        return Json.parse(response.body(), JsonLimits.standard())
                .object()
                .orElseThrow(() -> new HubFailure("The hub at " + hub + " sent no JSON object for "
                        + response.uri().getPath() + "."));
    }

    @Override
    public void close() {
        taxii.close();
        http.shutdownNow();
    }
}
