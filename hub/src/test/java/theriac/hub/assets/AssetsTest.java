package theriac.hub.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What organisations have: who reads it, how it is brought, and what it answers.
class AssetsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization north;
    private static Organization firm;
    private static RunningHub.Browser nora;
    private static RunningHub.Browser certAdmin;
    private static RunningHub.Browser floor;
    private static RunningHub.Browser sam;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        firm = HUB.organization("Firm", "security-firm");
        var south = HUB.organization("South", "hospital");
        HUB.part(Organizations.class).delegate(firm, north, Set.of("monitoring"));
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.MEMBER_ADMIN));
        certAdmin = HUB.person(cert, "admin", Set.of(Role.READER, Role.CERT_ADMIN));
        floor = HUB.person(firm, "floor", Set.of(Role.READER, Role.MEMBER_ADMIN));
        sam = HUB.person(south, "sam");
    }

    private static String path(Organization organization) {
        return "/api/organizations/" + organization.id() + "/assets";
    }

    private static JsonObject thing(String kind, String value) {
        return JsonObject.builder().put("kind", kind).put("value", value).build();
    }

    @Test
    void itIsReadByTheOrganisationItsFirmAndTheCert() {
        nora.json(nora.post(path(north), thing("domain", "Secret-North.example")));
        for (var reader : List.of(nora, certAdmin, floor)) {
            assertThat(reader.get(path(north)).body()).contains("secret-north.example");
        }
        assertThat(sam.get(path(north)).statusCode()).isEqualTo(404);
        var machine = HUB.token(north, Scope.TAXII, Scope.SCOUT, Scope.MISP, Scope.LISTS);
        assertThat(HUB.ask(machine, path(north)).body()).doesNotContain("secret-north");
        assertThat(nora.get(path(firm)).statusCode())
                .as("a member does not read its firm")
                .isEqualTo(404);
        HUB.part(Organizations.class).endDelegation(firm, north);
        assertThat(floor.get(path(north)).statusCode())
                .as("the firm acts no more")
                .isEqualTo(404);
        HUB.part(Organizations.class).delegate(firm, north, Set.of("monitoring"));
    }

    @Test
    void itIsChangedByTheOrganisationAndTheCertsAdmin() {
        assertThat(sam.post(path(north), thing("brand", "Not mine")).statusCode())
                .isEqualTo(404);
        assertThat(floor.post(path(north), thing("brand", "Not mine")).statusCode())
                .isEqualTo(404);
        var made = certAdmin.json(certAdmin.post(path(north), thing("brand", "Ziekenhuis Noord")));
        assertThat(nora.post(path(north), thing("brand", "Ziekenhuis  Noord")).statusCode())
                .isEqualTo(409);
        var own = path(north) + "/" + made.text("id").orElseThrow();
        assertThat(sam.write("DELETE", own, "", "application/json").statusCode())
                .isEqualTo(404);
        assertThat(nora.write("DELETE", own, "", "application/json").statusCode())
                .isEqualTo(200);
        assertThat(nora.get(path(north)).body()).doesNotContain("Ziekenhuis Noord");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cpe     | CPE:2.3:a:Chipsoft:HiX:6.3:*:*:*:*:*:*:* | cpe:2.3:a:chipsoft:hix:6.3:*:*:*:*:*:*:*
                    cpe     | cpe:/h:philips:intellivue_mx800          | cpe:2.3:h:philips:intellivue_mx800:*:*:*:*:*:*:*:*
                    cpe     | cpe:2.3:a:*:*:*:*:*:*:*:*:*:*            |
                    cpe     | chipsoft hix                             |
                    domain  | *.Ziekenhuis-Noord.Example               | ziekenhuis-noord.example
                    domain  | https://ziekenhuis.example/              |
                    network | 192.0.2.128/25                           | 192.0.2.128/25
                    network | 0.0.0.0/0                                |
                    network | 192.0.2                                  |
                    product | a                                        |
                    product | Chipsoft   HiX                           | Chipsoft HiX
                    device  | Philips IntelliVue MX800                 | Philips IntelliVue MX800
                    """)
    void thingsAreWrittenOneWay(String kind, String written, String expected) {
        var read = AssetForm.of(AssetKind.parse(kind).orElseThrow(), written);
        if (expected == null) {
            assertThat(read).isInstanceOf(AssetForm.Read.Bad.class);
        } else {
            assertThat(read)
                    .isEqualTo(new AssetForm.Read.Good(AssetKind.parse(kind).orElseThrow(), expected));
        }
    }

    private static JsonObject bring(Organization organization, String query, byte[] file) {
        return certAdmin.json(
                certAdmin.write("POST", path(organization) + "/import" + query, file, "application/octet-stream"));
    }

    @Test
    void aTableIsTakenWithAReport() {
        var owner = HUB.organization("Table " + UUID.randomUUID(), "lab");
        var table = """
                soort;waarde;opmerking
                domein;lab.example;portaal
                netwerk;198.51.100.0/24;
                onzin;iets;
                product;"Medisch; systeem";met een puntkomma
                domein;LAB.example;twee keer
                netwerk;300.1.1.1;
                """.getBytes(StandardCharsets.UTF_8);
        var tried = bring(owner, "?keep=false", table);
        assertThat(tried.integer("added")).hasValue(3);
        assertThat(certAdmin.get(path(owner)).body()).as("only told").doesNotContain("lab.example");
        var done = bring(owner, "", table);
        assertThat(done.integer("added")).hasValue(3);
        assertThat(done.integer("known")).hasValue(1);
        assertThat(done.integer("refused")).hasValue(2);
        assertThat(Json.write(done.array("refusals").orElseThrow())).contains("line 4", "line 7", "De soort is");
        assertThat(certAdmin.get(path(owner)).body()).contains("lab.example", "198.51.100.0/24", "Medisch; systeem");
        assertThat(bring(owner, "", table).integer("added")).hasValue(0);
    }

    @Test
    void aBillOfMaterialsIsTakenWithAReport() {
        var owner = HUB.organization("Bill " + UUID.randomUUID(), "hospital");
        var bill = """
                {"bomFormat":"CycloneDX","specVersion":"1.5",
                 "metadata":{"component":{"type":"device","name":"MX800 monitor","version":"N.01","supplier":{"name":"Philips"}}},
                 "components":[
                  {"type":"library","name":"zlib","version":"1.2"},
                  {"type":"library","name":"openssl","cpe":"cpe:2.3:a:openssl:openssl:3.0.1:*:*:*:*:*:*:*","components":[
                    {"type":"operating-system","name":"Wind River Linux","version":"9"}]},
                  {"type":"application","name":""},
                  {"type":"application","name":"Viewer","cpe":"no cpe"}]}""".getBytes(StandardCharsets.UTF_8);
        var done = bring(owner, "", bill);
        assertThat(done.text("format")).contains("cyclonedx");
        assertThat(done.integer("added")).hasValue(3);
        assertThat(done.integer("leftOut")).hasValue(1);
        assertThat(done.integer("refused")).hasValue(2);
        assertThat(Json.write(done.array("refusals").orElseThrow())).contains("/components/2", "/components/3");
        assertThat(certAdmin.get(path(owner)).body())
                .contains("MX800 monitor", "Philips", "cpe:2.3:a:openssl:openssl:3.0.1", "Wind River Linux");
    }

    /// Whatever comes, it is read or refused with a sentence, and nothing else.
    @Test
    void hostileFilesAreRefusedInWords() {
        var hostile = Map.of(
                "empty", "",
                "xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><bom>&a;</bom>",
                "deep", "{\"bomFormat\":\"CycloneDX\",\"components\":" + "[".repeat(100_000),
                "other json", "{\"a\":1}",
                "open quote", "kind,value\ndomain,\"" + "x".repeat(100_000));
        hostile.forEach((name, text) -> {
            var answer = certAdmin.write(
                    "POST", path(north) + "/import", text.getBytes(StandardCharsets.UTF_8), "application/octet-stream");
            assertThat(answer.statusCode()).as("%s: %s", name, answer.body()).isBetween(200, 499);
        });
        var nested = new StringBuilder("{\"bomFormat\":\"CycloneDX\",\"components\":[");
        for (int i = 0; i < 30_000; i++) {
            nested.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"application\",\"name\":\"product ")
                    .append(i)
                    .append("\"}");
        }
        assertThat(certAdmin
                        .write(
                                "POST",
                                path(north) + "/import",
                                nested.append("]}").toString(),
                                "application/octet-stream")
                        .statusCode())
                .isEqualTo(413);
        var formulas = bring(
                HUB.organization("Formulas " + UUID.randomUUID(), "lab"),
                "",
                "kind,value,note\nproduct,=cmd|'/c calc'!A1,\u202Eevil\u0007\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Json.write(formulas)).doesNotContain("\\u0007");
    }

    @Test
    void backslashesInCpesQuoteOneCharacter() {
        String escaped = "cpe:2.3:a:b\\:c:d\\\\:1:*:*:*:*:*:*:*";
        assertThat(AssetForm.of(AssetKind.CPE, escaped)).isEqualTo(new AssetForm.Read.Good(AssetKind.CPE, escaped));
        assertThat(AssetForm.phrases(AssetKind.CPE, escaped)).extracting("text").containsExactly("b:c", "d");
        for (var dangling : List.of("cpe:2.3:a:b:c\\", "cpe:/a:b:c:1:\\")) {
            assertThat(AssetForm.of(AssetKind.CPE, dangling)).isInstanceOf(AssetForm.Read.Bad.class);
        }
    }

    @Test
    void mutatedFilesNeverBreakTheReader() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var files = List.of(
                "kind,value,note\ndomain,a.example,\"x\"\ncpe,cpe:2.3:a:b:c:1:*:*:*:*:*:*:*,\n",
                "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"device\",\"name\":\"d\",\"cpe\":\"cpe:/a:b:c\"}]}");
        for (int n = 0; n < Integer.getInteger("theriac.mutations", 5_000); n++) {
            var bytes = files.get(n % 2).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                AssetFile.read(bytes).lines().forEach(line -> {
                    if (line.read() instanceof AssetForm.Read.Good(var kind, var value)) {
                        assertThat(AssetForm.of(kind, value))
                                .as("seed %d", seed)
                                .isEqualTo(line.read());
                        AssetForm.phrases(kind, value);
                    }
                });
            } catch (Problem refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void whatConcernsUsIsFoundAndNothingElse() {
        var owner = HUB.organization("Hospital East", "hospital");
        var eva = HUB.person(owner, "eva");
        for (var each : List.of(
                thing("domain", "east.example"),
                thing("network", "203.0.113.0/25"),
                thing("cpe", "cpe:2.3:h:philips:intellivue_mx800:*:*:*:*:*:*:*:*"),
                thing("brand", "Hospital East"))) {
            eva.json(eva.post(path(owner), each));
        }
        say("indicator", "login.east.example", "[domain-name:value = 'login.east.example']");
        say("indicator", "mail at east", "[email-addr:value = 'board@east.example']");
        say("indicator", "inside", "[ipv4-addr:value = '203.0.113.7']");
        say("indicator", "outside", "[ipv4-addr:value = '203.0.113.200']");
        say("indicator", "northeast.example", "[domain-name:value = 'northeast.example']");
        say("report", "Patch your Philips monitors", "The IntelliVue MX800 of Philips has a flaw.");
        say("report", "Philips lamps", "Nothing about monitors.");
        say("report", "Phishing", "In the name of Hospital East.");
        var answer = eva.json("/api/objects?limit=100&query=concerns:us");
        var found = answer.array("objects").map(JsonArray::objects).orElseThrow().stream()
                .map(row -> row.text("name").orElse(""))
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "login.east.example", "mail at east", "inside", "Patch your Philips monitors", "Phishing");
        assertThat(eva.json("/api/objects/facets?query=concerns:us")
                        .object("total")
                        .flatMap(total -> total.integer("count").isPresent()
                                ? java.util.Optional.of(total.integer("count").orElse(0))
                                : java.util.Optional.empty()))
                .contains(5L);
        var asked = "/api/objects?query=concerns:%22Hospital%20East%22";
        assertThat(certAdmin.get(asked).body()).contains("login.east.example");
        assertThat(sam.get(asked).statusCode())
                .as("what others have is not told")
                .isEqualTo(400);
        assertThat(sam.get("/api/objects?query=concerns:%22Nobody%22").body())
                .as("absent and forbidden look alike")
                .isEqualTo(sam.get(asked).body().replace("Hospital East", "Nobody"));
        assertThat(sam.json("/api/objects?query=concerns:us")
                        .array("objects")
                        .orElseThrow()
                        .size())
                .isZero();
    }

    private static void say(String type, String name, String text) {
        var more = type.equals("indicator")
                ? "\"pattern_type\":\"stix\",\"valid_from\":\"2026-11-01T10:00:00Z\",\"pattern\":\"%s\"".formatted(text)
                : "\"published\":\"2026-11-01T10:00:00Z\",\"object_refs\":[\"identity--%s\"],\"description\":\"%s\""
                        .formatted(UUID.randomUUID(), text);
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"%1$s","spec_version":"2.1","id":"%1$s--%2$s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"%3$s",%4$s}""".formatted(type, UUID.randomUUID(), name, more)));
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "feed", "own", Audience.undecided(cert.key())))
                .key();
        store.claims()
                .claim(new ClaimBatch(
                        source, null, List.of(new Candidate(object, Audience.of(Tlp.GREEN, cert.key())))));
    }

    @Test
    void listsAndCollectionsDoNotFollowIt() {
        var profile = """
                {"organization":"%s","name":"Ours","query":"concerns:us","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":100}""".formatted(north.id());
        assertThat(certAdmin
                        .write("POST", "/api/exports", profile, "application/json")
                        .statusCode())
                .isEqualTo(400);
    }
}
