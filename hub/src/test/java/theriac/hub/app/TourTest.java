package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.detect.IndicatorSet;
import theriac.detect.Match;
import theriac.detect.ScanSettings;
import theriac.detect.Scanner;
import theriac.detect.Sightings;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.StixSamples;

/// The whole loop as code, to be read from top to bottom: intelligence comes in, a report becomes a warning, members
/// fetch it, one recognises it in its log, and a mistake is taken back. Every sentence is an HTTP request that a person
/// or a machine would send.
class TourTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";

    private final Organization cert = HUB.organization("Sector-CERT", "cert");
    private final Organization north = HUB.organization("Ziekenhuis Noord", "hospital");
    private final Organization south = HUB.organization("Ziekenhuis Zuid", "hospital");
    private final Organization partner = HUB.organization("Poolster", "partner");
    private final RunningHub.Browser anna = HUB.person(cert, "anna");
    private final RunningHub.Browser bram = HUB.person(cert, "bram");
    private final RunningHub.Browser noor = HUB.person(north, "noor");

    /// Two members' machines.
    private final String northern = HUB.token(north, Scope.TAXII, Scope.LISTS, Scope.SCOUT);
    private final String southern = HUB.token(south, Scope.TAXII, Scope.LISTS, Scope.SCOUT);

    @Test
    void theLoop() throws IOException {
        // A partner's feed comes in. What it says is for the members.
        var feed = source("Poolster", "stix");
        var delivery = anna.json(anna.write(
                "POST", "/api/sources/" + feed + "/uploads?name=feed", StixSamples.partnerFeed(), "application/json"));
        assertThat(delivery.integer("rejected")).hasValue(0);
        assertThat(objects(northern)).contains("cdn-update.example");

        // Both hospitals have a scout, which holds what is known so far.
        confirm(northern);
        confirm(southern);

        // A hospital shows us a false NL-Alert. The desk sees the look-alike link and knows that no NL-Alert is an SMS.
        var report = noor.json(noor.post(
                        "/api/reports",
                        json().put("text", StixSamples.nlAlertSms())
                                .put("sender", "NL-Alert")
                                .build()))
                .text("id")
                .orElseThrow();
        assertThat(anna.get("/api/reports/" + report).body())
                .contains("\"lookalike\"", "A real NL-Alert is a cell broadcast, never an SMS");

        // Anna makes a warning of it, Bram approves and publishes. Anna herself could not have approved.
        var draft = anna.json(anna.post("/api/reports/" + report + "/draft", json().build()));
        var warning = "/api/publications/" + draft.text("id").orElseThrow();
        step(anna, warning + "/review");
        assertThat(anna.post(warning + "/approval", json().build()).statusCode())
                .isEqualTo(403);
        step(bram, warning + "/approval");
        step(bram, warning + "/publication");

        // Both members fetch it over TAXII; their scouts compile what they got and confirm.
        var north = scout(northern);
        var south = scout(southern);
        confirm(northern);
        confirm(southern);
        assertThat(HUB.ask(southern, "/lists/domains.txt").body()).contains(StixSamples.SMS_DOMAIN + "\n");

        // The northern scout finds the link in yesterday's log. The southern one reads another log, and finds nothing.
        var log = "2026-11-24T14:03:22Z 192.0.2.40 GET " + StixSamples.SMS_LINK + "?step=2 200\n";
        var found = scan(north, log);
        assertThat(found).isNotEmpty();
        assertThat(scan(south, "2026-11-24T14:03:22Z 192.0.2.41 GET https://www.example.org/ 200\n"))
                .isEmpty();

        // It tells the hub that it saw it; others are told how many organisations did. The log line itself stays where
        // it is.
        var sightings = Sightings.of(found, "proxy.log", this.north.identity(), Instant.parse("2026-11-25T08:00:00Z"));
        assertThat(sightings.toString()).doesNotContain("192.0.2.40");
        send(northern, sightings);

        // Everyone is immune, and we know how long it took. Noor sees her own row, and no other member's name.
        var immunity = anna.json(warning + "/immunity");
        assertThat(immunity.integer("recognised")).hasValue(2);
        assertThat(immunity.has("timeToImmunitySeconds")).isTrue();
        assertThat(member(immunity, "Ziekenhuis Noord").integer("sightings").orElse(0))
                .as("who saw it is told for a purpose only")
                .isZero();
        assertThat(member(noor.json(warning + "/immunity"), "Ziekenhuis Noord")
                        .integer("sightings")
                        .orElse(0))
                .isPositive();
        assertThat(noor.get(warning + "/immunity").body())
                .contains("Ziekenhuis Noord")
                .doesNotContain("Zuid");

        // The link was a mistake: it is taken back. Lists shrink, scouts drop it and confirm.
        withdraw(warning, StixSamples.SMS_DOMAIN);
        assertThat(HUB.ask(southern, "/lists/domains.txt").body()).doesNotContain(StixSamples.SMS_DOMAIN);
        assertThat(receipts(warning)).isZero();
        assertThat(scan(scout(northern), "2026-11-25T09:00:00Z query: " + StixSamples.SMS_DOMAIN + "\n"))
                .isEmpty();
        confirm(northern);
        assertThat(receipts(warning)).isEqualTo(1);
        confirm(southern);
        assertThat(receipts(warning)).isEqualTo(2);
    }

    private static JsonObject.Builder json() {
        return JsonObject.builder();
    }

    /// A source of the partner's, for the CERT and all members.
    private String source(String name, String kind) {
        var audience = Audience.of(Tlp.AMBER, partner.key())
                .withOrganization(cert.key())
                .withGroup(HUB.part(Organizations.class).group(Organizations.MEMBERS));
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(partner.key(), name, kind, audience))
                .id()
                .toString();
    }

    private static void step(RunningHub.Browser who, String path) {
        who.json(who.post(path, json().build()));
    }

    private static String objects(String token) {
        return HUB.ask(token, "/taxii2/hub/collections/indicators/objects/?limit=1000", "Accept", TAXII)
                .body();
    }

    /// What a scout holds after reading its collection from the beginning.
    private static IndicatorSet scout(String token) {
        var set = IndicatorSet.builder();
        var envelope = (JsonObject) Json.read(objects(token));
        for (var object : envelope.array("objects").orElseThrow().objects()) {
            if (object.text("type").orElse("").equals("indicator")) {
                set.add(StixObject.of(object));
            }
        }
        return set.build();
    }

    private static List<Match> scan(IndicatorSet set, String log) throws IOException {
        var found = new ArrayList<Match>();
        new Scanner(set, ScanSettings.at(Instant.parse("2026-11-25T08:00:00Z")))
                .scan(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), found::add);
        return found;
    }

    /// "I recognise everything up to here": the position of the last object of the collection.
    private static void confirm(String token) {
        var last = HUB.ask(token, "/taxii2/hub/collections/indicators/objects/?limit=1000", "Accept", TAXII)
                .headers()
                .firstValue("X-TAXII-Date-Added-Last")
                .orElseThrow();
        var receipt = json().put("position", last).put("indicators", 1).put("digest", last);
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/api/scout/receipts"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(receipt.build())))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static void send(String token, List<StixObject> objects) {
        var envelope = json().put(
                        "objects",
                        JsonArray.of(objects.stream().map(StixObject::json).toList()));
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/sightings/objects/"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", TAXII)
                .header("Content-Type", TAXII)
                .POST(BodyPublishers.ofString(Json.write(envelope.build())))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(((JsonObject) Json.read(answer.body())).integer("failure_count"))
                .hasValue(0);
    }

    private static JsonObject member(JsonObject immunity, String name) {
        return immunity.array("members").orElseThrow().objects().stream()
                .filter(member -> member.text("organization").orElse("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void withdraw(String warning, String value) {
        var indicators = anna.json(warning).array("indicators").orElseThrow().objects();
        var wrong = indicators.stream()
                .filter(indicator -> indicator.text("value").orElse("").equals(value))
                .findFirst()
                .flatMap(indicator -> indicator.text("id"))
                .orElseThrow();
        assertThat(StixId.parse(wrong)).isPresent();
        anna.json(anna.post(
                warning + "/indicators/" + wrong + "/withdrawal",
                json().put("reason", "A mistake.").build()));
    }

    /// How many scouts have confirmed the withdrawal.
    private long receipts(String warning) {
        return anna.json(warning + "/immunity").array("withdrawals").orElseThrow().objects().stream()
                .flatMap(withdrawal -> withdrawal.array("receipts").orElseThrow().objects().stream())
                .filter(receipt -> receipt.text("confirmedAt").isPresent())
                .count();
    }
}
