package theriac.hub.sharing.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import theriac.hub.ingest.MarkKeeper;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Collections of a hub that are sent to MISP servers by themselves, as people make them in the workbench: with the
/// credential `misp` of its vault, seldom, so that nothing is sent but when a test says so.
///
/// @param maker somebody of the CERT
/// @param partner the organisation that stands for the server, by its public id
record MispPushes(RunningHub hub, RunningHub.Browser maker, UUID partner) {

    static final String REPORTS_AND_INDICATORS = "type:report OR type:indicator";

    /// A collection of what a query finds.
    ///
    /// @param organizations who may read it
    /// @return its id
    String collection(String title, String query, UUID... organizations) {
        return maker.json(maker.post(
                        "/api/collections",
                        JsonObject.builder()
                                .put("title", title)
                                .put("description", "")
                                .put("picked", false)
                                .put("posting", "nobody")
                                .put("query", query)
                                .put(
                                        "organizations",
                                        List.of(organizations).stream()
                                                .map(UUID::toString)
                                                .toList())
                                .put("groups", List.of())
                                .put("ended", false)
                                .build()))
                .text("id")
                .orElseThrow();
    }

    /// A server to which a collection is sent.
    ///
    /// @return its id
    String destination(String title, String collection, URI server) {
        var answer = maker.post(
                "/api/destinations",
                JsonObject.builder()
                        .put("title", title)
                        .put("kind", "misp")
                        .put("address", server.toString())
                        .put("credential", "misp")
                        .put("allow", List.of("127.0.0.0/8"))
                        .put("collection", collection)
                        .put("organization", partner.toString())
                        .put("everyMinutes", 43_200)
                        .put("on", true)
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return maker.json(answer).text("id").orElseThrow();
    }

    /// A server to which everything is sent that the partner may have of what a query finds.
    String made(String title, String query, URI server) {
        var collection = collection(title, query, partner);
        filled();
        return destination(title, collection, server);
    }

    /// Until all that happened stands in its collections.
    void filled() {
        while (hub.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
    }

    /// Sends what is news, or everything again, and waits for the end of it.
    ///
    /// @return the destination as it is shown then
    JsonObject sent(String destination, boolean again) {
        filled();
        var before = maker.json(maker.post(
                        "/api/destinations/" + destination + "/sending",
                        JsonObject.builder().put("again", again).build()))
                .text("nextAt");
        while (true) {
            hub.part(Destinations.class).sendDue(10);
            var now = maker.json("/api/destinations").array("destinations").orElseThrow().objects().stream()
                    .filter(each -> each.text("id").filter(destination::equals).isPresent())
                    .findFirst()
                    .orElseThrow();
            if (!now.bool("running").orElse(true) && !now.text("nextAt").equals(before)) {
                return now;
            }
            Thread.yield();
        }
    }

    /// A warning list of our own that brakes this host and what is below it, and nothing else.
    void brake(String host) {
        var saved = maker.write("PUT", "/api/warning-lists/ours", """
                {"name":"Our own sites","type":"hostname","version":"%s","description":"","matching_attributes":["domain"],
                 "list":["%s"]}""".formatted(host, host), "application/json");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        hub.part(MarkKeeper.class).renew();
    }
}
