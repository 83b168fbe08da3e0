package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.formats.controls.ControlFormat;
import theriac.hub.formats.controls.ControlFormats;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.Pap;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// What may be done with a thing (PAP) is obeyed by every file that blocks, and by no other.
class PermissibleActionsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    /// Read, passed on or matched with files and logs: everything may be in them.
    private static final Set<String> NOT_BLOCKING = Set.of(
            "zeek.intel",
            "indicators.csv",
            "bundle.json",
            "rules.yar",
            "sigma.yml",
            "snort.rules",
            "suricata-collected.rules");

    private static Organization cert;
    private static Organization north;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser second;
    private static String token;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        analyst = HUB.person(cert, "analyst", Set.of(Role.ANALYST, Role.CERT_ADMIN));
        second = HUB.person(cert, "second", Set.of(Role.ANALYST));
        token = HUB.token(north, Scope.TAXII, Scope.LISTS);
    }

    private static Source source(String name, String kind) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), name, kind, Audience.of(Tlp.GREEN, cert.key())));
    }

    private static void take(Source source, String text) {
        var delivery = HUB.part(Ingest.class)
                .take(source, "delivery.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(delivery.state()).as(delivery.toString()).isEqualTo("done");
    }

    private static String bundle(String... objects) {
        return "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                .formatted(UUID.randomUUID(), String.join(",", objects));
    }

    /// @param more further properties, beginning with a comma; or ""
    private static String indicator(UUID id, String domain, String more) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"%s}""".formatted(id, domain, more);
    }

    private static String marked(Pap pap) {
        return ",\"object_marking_refs\":[\"%s\"]".formatted(pap.markingId().text());
    }

    private static String list() {
        return HUB.ask(token, "/lists/domains.txt").body();
    }

    private static String collection() {
        return HUB.ask(token, "/taxii2/hub/collections/indicators/objects/?limit=1000", "Accept", TAXII)
                .body();
    }

    private static String profile() {
        var body = """
                {"organization":"%s","name":"All %s","query":"","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":100}""".formatted(north.id(), UUID.randomUUID());
        return analyst.json(analyst.write("POST", "/api/exports", body, "application/json"))
                .text("id")
                .orElseThrow();
    }

    @Test
    void everyFileThatBlocksLeavesOutWhatMustNotBeNoticed() {
        take(
                source("markings", "stix"),
                bundle(
                        indicator(UUID.randomUUID(), "red.marked.example", marked(Pap.RED)),
                        indicator(UUID.randomUUID(), "amber.marked.example", marked(Pap.AMBER)),
                        indicator(UUID.randomUUID(), "green.marked.example", marked(Pap.GREEN)),
                        indicator(UUID.randomUUID(), "clear.marked.example", marked(Pap.CLEAR)),
                        indicator(UUID.randomUUID(), "label.marked.example", ",\"labels\":[\"pap:red\"]"),
                        indicator(UUID.randomUUID(), "silent.marked.example", "")));
        assertThat(list())
                .contains("green.marked.example\n", "clear.marked.example\n", "silent.marked.example\n")
                .doesNotContain("red.marked.example", "amber.marked.example", "label.marked.example");
        assertThat(collection()).contains("red.marked.example", "amber.marked.example", "label.marked.example");
        var id = profile();
        int blocking = 0;
        for (var format : ControlFormats.all()) {
            assertThat(format.blocks()).as(format.file()).isEqualTo(!NOT_BLOCKING.contains(format.file()));
            var answer = HUB.ask(token, "/exports/" + id + "/" + format.file());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (format.blocks()) {
                assertThat(answer.body())
                        .as(format.file())
                        .doesNotContain("red.marked.example", "amber.marked.example", "label.marked.example");
            } else if (carriesDomains(format)) {
                assertThat(answer.body()).as(format.file()).contains("red.marked.example", "label.marked.example");
            }
            blocking += answer.body().contains("green.marked.example") && format.blocks() ? 1 : 0;
        }
        assertThat(blocking).isGreaterThan(6);
    }

    private static boolean carriesDomains(ControlFormat format) {
        return format.rules().isEmpty();
    }

    /// Marking definitions that are not in the common list say it by their extension or by their name.
    @Test
    void definitionsOfOthersAreUnderstood() {
        var named = "marking-definition--" + UUID.randomUUID();
        take(
                source("definitions", "stix"),
                bundle(
                        """
                        {"type":"marking-definition","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                         "name":"PAP:RED","definition_type":"statement","definition":{"statement":"PAP:RED"}}""".formatted(named),
                        indicator(
                                UUID.randomUUID(),
                                "red.named.example",
                                ",\"object_marking_refs\":[\"%s\"]".formatted(named)),
                        indicator(UUID.randomUUID(), "free.named.example", "")));
        assertThat(list()).contains("free.named.example").doesNotContain("red.named.example");
    }

    @Test
    void tagsOfMispCountForTheEventAndForTheAttribute() {
        take(source("misp", "misp"), """
                {"Event":{"uuid":"%s","info":"Tagged","date":"2026-11-01","timestamp":"1780000000","published":true,
                 "Tag":[{"name":"tlp:green"}],"Attribute":[
                 {"uuid":"%s","type":"domain","to_ids":true,"value":"red.tag.example","timestamp":"1780000000","Tag":[{"name":"PAP:RED"}]},
                 {"uuid":"%s","type":"domain","to_ids":true,"value":"free.tag.example","timestamp":"1780000000"}]}}""".formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()));
        take(source("misp", "misp"), """
                {"Event":{"uuid":"%s","info":"Tagged whole","date":"2026-11-01","timestamp":"1780000000","published":true,
                 "Tag":[{"name":"tlp:green"},{"name":"PAP:AMBER"}],"Attribute":[
                 {"uuid":"%s","type":"domain","to_ids":true,"value":"amber.event.example","timestamp":"1780000000"}]}}""".formatted(UUID.randomUUID(), UUID.randomUUID()));
        assertThat(list()).contains("free.tag.example").doesNotContain("red.tag.example", "amber.event.example");
        assertThat(collection()).contains("red.tag.example", "amber.event.example");
    }

    /// As with every figure: what one source forbids, another may say by itself.
    @Test
    void whoLeavesItOpenMayBeFollowed() {
        take(source("first", "stix"), bundle(indicator(UUID.randomUUID(), "both.example", marked(Pap.RED))));
        assertThat(list()).doesNotContain("both.example");
        take(source("other", "stix"), bundle(indicator(UUID.randomUUID(), "both.example", "")));
        assertThat(list()).contains("both.example\n");
    }

    /// The own word can be made stricter at once; milder only by two.
    @Test
    void itIsChangedOnTheObjectAndTheListsFollow() {
        var id = UUID.randomUUID();
        take(source("own word", "stix"), bundle(indicator(id, "changed.example", "")));
        assertThat(list()).contains("changed.example\n");
        assertThat(mark(analyst, id, "red").object("proposal")).isEmpty();
        assertThat(list()).doesNotContain("changed.example");
        assertThat(collection()).contains("changed.example");
        assertThat(analyst.get("/api/objects/indicator--" + id).body()).contains("PAP:RED");
        var waiting = mark(analyst, id, "green").object("proposal");
        assertThat(waiting.flatMap(proposal -> proposal.array("shown"))
                        .map(Object::toString)
                        .orElse(""))
                .contains("PAP:RED → PAP:GREEN");
        assertThat(list()).doesNotContain("changed.example");
        var path = "/api/proposals/" + waiting.orElseThrow().text("id").orElseThrow() + "/approval";
        assertThat(second.post(path, JsonObject.empty()).statusCode()).isEqualTo(200);
        assertThat(list()).contains("changed.example\n");
    }

    private static JsonObject mark(RunningHub.Browser browser, UUID id, String pap) {
        return browser.json(browser.post(
                "/api/objects/indicator--" + id + "/marking",
                JsonObject.builder()
                        .put("tlp", "green")
                        .put("organizations", List.of())
                        .put("groups", List.of())
                        .put("pap", pap)
                        .put("reason", "What we know of it has changed.")
                        .build()));
    }

    /// What an organisation sends itself bears its own word on its use.
    @Test
    void whatIsSentOverTaxiiIsReadTheSame() {
        var body = "{\"objects\":[%s,%s]}"
                .formatted(
                        indicator(UUID.randomUUID(), "red.sent.example", marked(Pap.RED)),
                        indicator(UUID.randomUUID(), "free.sent.example", ""));
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/submissions/objects/"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", TAXII)
                .header("Content-Type", TAXII)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(list()).contains("free.sent.example\n").doesNotContain("red.sent.example");
    }
}
