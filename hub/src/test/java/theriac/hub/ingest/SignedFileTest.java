package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static theriac.hub.testing.HostileServer.body;
import static theriac.hub.testing.HostileServer.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.store.Source;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.JsonObject;

/// Files that must be signed: what is not, or by somebody else, is not read at all.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SignedFileTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String LIST = "evil-signed.example\nevil-too.example\n";

    @TempDir
    Path folder;

    private IngestFixture in;
    private HostileServer server;
    private PGPKeyPair pair;

    @BeforeEach
    void open() throws PGPException {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        server = new HostileServer();
        pair = pair();
    }

    @AfterEach
    void close() {
        server.close();
        in.close();
    }

    private static PGPKeyPair pair() throws PGPException {
        var generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                new Date());
    }

    private static String armoured(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var armour = new ArmoredOutputStream(out)) {
            armour.write(bytes);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static PGPSignatureGenerator signing(PGPKeyPair by, int digest, int type) throws PGPException {
        var algorithm = by.getPublicKey().getAlgorithm();
        var generator = new PGPSignatureGenerator(new BcPGPContentSignerBuilder(algorithm, digest), by.getPublicKey());
        generator.init(type, by.getPrivateKey());
        return generator;
    }

    private static byte[] detached(PGPKeyPair by, int digest, String text) throws PGPException, IOException {
        var generator = signing(by, digest, PGPSignature.BINARY_DOCUMENT);
        generator.update(text.getBytes(StandardCharsets.UTF_8));
        return armoured(generator.generate().getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }

    /// A text with its signature around it, as `gpg --clear-sign` writes it.
    private static String around(PGPKeyPair by, String text) throws PGPException, IOException {
        var generator = signing(by, HashAlgorithmTags.SHA512, PGPSignature.CANONICAL_TEXT_DOCUMENT);
        generator.update(text.stripTrailing().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + text
                + armoured(generator.generate().getEncoded());
    }

    private Source list() throws IOException {
        var settings = JsonObject.builder()
                .put("url", server.uri("/list").toString())
                .put("allow", java.util.List.of("127.0.0.1"))
                .put("pgpKey", armoured(pair.getPublicKey().getEncoded()))
                .build();
        var source = in.source("text", settings);
        in.plans.save(source.key(), "http", Optional.of(Duration.ofHours(1)));
        return source;
    }

    private Outcome ask(Source source) {
        try (var feeds = in.feeds(folder)) {
            return feeds.runNow(in.store.sources().load(source.key()));
        }
    }

    private void isRefused(String why) throws IOException {
        var outcome = ask(list());
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.delivery().orElseThrow().problem().orElse("")).contains(why);
        assertThat(outcome.delivery().orElseThrow().counts().created()).isZero();
    }

    private long taken() throws IOException {
        var outcome = ask(list());
        assertThat(outcome.delivery().orElseThrow().problem()).isEmpty();
        return outcome.delivery().orElseThrow().counts().created();
    }

    @Test
    void aSignatureBesideTheFileIsChecked() throws Exception {
        server.on("/list", text(LIST));
        server.on("/list.asc", body("text/plain", detached(pair, HashAlgorithmTags.SHA256, LIST)));
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void aSignatureWithAnotherEndingIsFoundToo() throws Exception {
        server.on("/list", text(LIST));
        server.on("/list.sig", body("application/pgp-signature", detached(pair, HashAlgorithmTags.SHA512, LIST)));
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void aSignatureAroundTheTextIsCheckedAndTakenOff() throws Exception {
        server.on("/list", text("evil-unsigned.example\n" + around(pair, LIST)));
        isRefused("not signed");
        server.on("/list", text(around(pair, LIST) + "evil-appended.example\n"));
        assertThat(taken()).as("what stands outside the signature is not read").isEqualTo(2);
    }

    @Test
    void aChangedTextIsRefused() throws Exception {
        server.on("/list", text(around(pair, LIST).replace("evil-too", "good-too")));
        isRefused("not what was signed");
        server.on("/list", text(LIST.replace("too", "two")));
        server.on("/list.asc", body("text/plain", detached(pair, HashAlgorithmTags.SHA256, LIST)));
        isRefused("not what was signed");
    }

    @Test
    void whatIsNotSignedOrBySomebodyElseIsRefused() throws Exception {
        server.on("/list", text(LIST));
        isRefused("not signed");
        server.on("/list.asc", body("text/plain", detached(pair(), HashAlgorithmTags.SHA256, LIST)));
        isRefused("a key that is not the one");
        server.on("/list.asc", text("<html>not found</html>"));
        isRefused("signature");
        server.on("/list.asc", body("text/plain", detached(pair, HashAlgorithmTags.SHA1, LIST)));
        isRefused("can be forged");
    }

    @Test
    void aKeyThatIsTooShortSignsNothing() throws Exception {
        for (int bits : List.of(1_024, 2_048)) {
            var generator = new RSAKeyPairGenerator();
            generator.init(new RSAKeyGenerationParameters(RSAKeyGenParameterSpec.F4, new SecureRandom(), bits, 80));
            pair = new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.RSA_GENERAL,
                    generator.generateKeyPair(),
                    new Date());
            server.on("/list", text(LIST));
            server.on("/list.asc", body("text/plain", detached(pair, HashAlgorithmTags.SHA256, LIST)));
            if (bits < 2_048) {
                isRefused("has 1024 bits, which can be broken");
            } else {
                assertThat(taken()).isEqualTo(2);
            }
        }
    }

    @Test
    void onlyAPublicKeyIsAKey() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Signed.by("not a key"));
    }

    /// Of a feed each document is looked at by itself: one that is not signed costs the others nothing.
    @Test
    void ofAMispFeedOnlyTheSignedEventsAreTakenIn() throws PGPException, IOException {
        var signed = "7f0e1d2c-aaaa-4c5d-8e6f-708192a3b4c5";
        var forged = "7f0e1d2c-bbbb-4c5d-8e6f-708192a3b4c5";
        for (var uuid : List.of(signed, forged)) {
            server.on("/feed/" + uuid + ".json", HostileServer.text(event(uuid)));
        }
        server.on(
                "/feed/" + signed + ".asc",
                HostileServer.text(new String(
                        detached(pair, HashAlgorithmTags.SHA256, event(signed)), StandardCharsets.US_ASCII)));
        server.on(
                "/feed/" + forged + ".asc",
                HostileServer.text(new String(
                        detached(pair(), HashAlgorithmTags.SHA256, event(forged)), StandardCharsets.US_ASCII)));
        server.on(
                "/feed/manifest.json",
                HostileServer.text(
                        "{\"%s\":{\"timestamp\":\"1\"},\"%s\":{\"timestamp\":\"1\"}}".formatted(signed, forged)));
        var settings = JsonObject.builder()
                .put("url", server.uri("/feed/").toString())
                .put("allow", List.of("127.0.0.1"))
                .put("pgpKey", armoured(pair.getPublicKey().getEncoded()))
                .build();
        var source = in.source("misp", settings);
        in.plans.save(source.key(), "misp-feed", Optional.empty());
        var delivery = ask(source).delivery().orElseThrow();
        assertThat(delivery.problem().orElse("")).contains("1 of 2 documents", "not the one of this source");
        assertThat(in.has("report--" + signed)).isTrue();
        assertThat(in.has("report--" + forged)).isFalse();
    }

    /// A provider of CSAF signs each document beside it (CSAF 2.0 §7.1.20), with `.asc` behind the whole
    /// name. What its own checksum fits and nobody signed is not read.
    @Test
    void ofACsafProviderOnlyTheSignedAdvisoriesAreTakenIn() throws PGPException, IOException {
        server.on(
                "/.well-known/csaf/provider-metadata.json",
                text("{\"distributions\":[{\"directory_url\":\"%s\"}]}".formatted(server.uri("/csaf"))));
        server.on("/csaf/changes.csv", text("""
                "2026/signed.json","2026-01-03T00:00:00Z"
                "2026/bare.json","2026-01-02T00:00:00Z"
                "2026/forged.json","2026-01-01T00:00:00Z"
                """));
        advisory("signed", Optional.of(detached(pair, HashAlgorithmTags.SHA512, advisory("signed"))));
        advisory("bare", Optional.empty());
        advisory("forged", Optional.of(detached(pair(), HashAlgorithmTags.SHA512, advisory("forged"))));
        var settings = JsonObject.builder()
                .put("url", server.uri("/").toString())
                .put("allow", List.of("127.0.0.1"))
                .put("pgpKey", armoured(pair.getPublicKey().getEncoded()))
                .build();
        var source = in.source("csaf", settings);
        in.plans.save(source.key(), "csaf", Optional.empty());
        var delivery = ask(source).delivery().orElseThrow();
        assertThat(delivery.problem().orElse("")).contains("2 of 3 documents");
        assertThat(in.findings(delivery))
                .extracting(found ->
                        found.finding().pointer() + " " + found.finding().message())
                .anyMatch(told -> told.startsWith("/2026/bare.json ") && told.contains("not signed"))
                .anyMatch(told -> told.startsWith("/2026/forged.json ") && told.contains("a key that is not the one"));
        assertThat(delivery.counts().created()).as("a report and its publisher").isEqualTo(2);
        server.requests().clear();
        advisory("bare", Optional.of(detached(pair, HashAlgorithmTags.SHA512, advisory("bare"))));
        assertThat(ask(source).delivery().orElseThrow().problem().orElse("")).contains("1 of 2 documents");
        assertThat(server.requests())
                .as("what was taken in is not asked for again")
                .noneMatch(request -> request.contains("/csaf/2026/signed.json"));
    }

    private void advisory(String name, Optional<byte[]> signature) {
        server.on("/csaf/2026/" + name + ".json", text(advisory(name)));
        signature.ifPresent(bytes -> server.on("/csaf/2026/" + name + ".json.asc", body("text/plain", bytes)));
    }

    private static String advisory(String name) {
        return """
                {"document":{"category":"csaf_base","csaf_version":"2.0","title":"About %1$s",
                 "publisher":{"category":"vendor","name":"Vendor","namespace":"https://vendor.example"},
                 "tracking":{"id":"VENDOR-%1$s","status":"final","version":"1","initial_release_date":"2026-01-01T00:00:00Z",
                 "current_release_date":"2026-01-01T00:00:00Z"}}}""".formatted(name);
    }

    private static String event(String uuid) {
        return """
                {"Event":{"uuid":"%s","info":"Event","date":"2026-01-01","timestamp":"1","published":true,
                 "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","value":"%s.example","to_ids":true,
                 "timestamp":"1"}]}}""".formatted(uuid, uuid.replace('4', '5'), uuid.substring(9, 13));
    }
}
