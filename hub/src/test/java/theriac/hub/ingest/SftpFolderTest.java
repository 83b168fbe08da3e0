package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.ingest.IngestFixture.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.fetch.Credential;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.TestDatabase;

/// A partner's SFTP server as a source.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SftpFolderTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private final AtomicInteger passwords = new AtomicInteger();
    private IngestFixture in;
    private SshServer server;
    private String fingerprint;
    private Path files;

    @BeforeEach
    void open() throws Exception {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        files = Files.createDirectories(folder.resolve("remote/feeds"));
        KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2_048);
        fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("remote")));
        server.setPasswordAuthenticator((user, password, session) -> {
            passwords.incrementAndGet();
            return user.equals("feeds") && password.equals("a-secret");
        });
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        server.stop(true);
        in.close();
    }

    private Source source(String key, String allow) {
        var source = in.source(
                "text",
                json("{\"url\":\"sftp://127.0.0.1:%d/feeds?fingerprint=%s\",\"credential\":\"sftp\",\"allow\":[%s]}"
                        .formatted(server.getPort(), key, allow)));
        in.plans.save(source.key(), "sftp", Optional.of(Duration.ofHours(1)));
        return source;
    }

    private Outcome ask(Source source, String password) {
        var key = Optional.<Credential>of(new Credential.Basic("feeds", password));
        try (var feeds = in.feeds(folder, (name, host) -> key)) {
            return feeds.runNow(in.store.sources().load(source.key()));
        }
    }

    private static String problem(Outcome outcome) {
        return outcome.delivery().flatMap(Delivery::problem).orElse("");
    }

    @Test
    void eachContentIsTakenOnceAndFilesStayWhereTheyAre() throws IOException {
        Files.writeString(files.resolve("one.txt"), "evil-one.example\n");
        Files.writeString(files.resolve("two.txt.part"), "evil-half.exam");
        var source = source(fingerprint, "\"127.0.0.1\"");
        assertThat(ask(source, "a-secret").delivery().orElseThrow().counts().created())
                .isEqualTo(1);
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Unchanged.class);
        Files.writeString(files.resolve("same.txt"), "evil-one.example\n");
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Unchanged.class);
        Files.writeString(files.resolve("large.txt"), "evil.example\n".repeat(20_000));
        Files.writeString(files.resolve("more.txt"), "evil-more.example\n");
        ask(source, "a-secret");
        var deliveries = in.store.deliveries().list(IngestFixture.ALL, Optional.of(source.key()), 100);
        assertThat(deliveries)
                .extracting(Delivery::name, Delivery::state)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("large.txt", "failed"),
                        org.assertj.core.groups.Tuple.tuple("more.txt", "done"));
        assertThat(ask(source, "a-secret")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(files.resolve("one.txt")).exists();
    }

    @Test
    void aServerWithAnotherKeyNeverSeesThePassword() {
        var other = "SHA256:" + "A".repeat(43);
        assertThat(problem(ask(source(other, "\"127.0.0.1\""), "a-secret")))
                .contains("does not answer as it should")
                .doesNotContain("a-secret");
        assertThat(passwords).hasValue(0);
    }

    @Test
    void aWrongPasswordIsASentenceWithoutIt() {
        assertThat(problem(ask(source(fingerprint, "\"127.0.0.1\""), "another-secret")))
                .isNotEmpty()
                .doesNotContain("another-secret");
        assertThat(passwords.get()).isPositive();
    }

    @Test
    void aServerInThisNetworkIsNotAskedUnlessAllowed() {
        assertThat(problem(ask(source(fingerprint, ""), "a-secret"))).contains("this machine");
    }

    @Test
    void anAddressWithoutAFingerprintIsRefused() {
        assertThat(problem(ask(source("none", "\"127.0.0.1\""), "a-secret"))).contains("fingerprint=SHA256");
    }
}
