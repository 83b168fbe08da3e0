package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.ingest.IngestFixture.json;
import static theriac.hub.testing.HostileServer.body;
import static theriac.hub.testing.HostileServer.redirect;
import static theriac.hub.testing.HostileServer.status;
import static theriac.hub.testing.HostileServer.text;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.fetch.Credential;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;

/// A bucket as a source: page by page, signed, what changed and nothing else.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class S3BucketTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private IngestFixture in;
    private HostileServer server;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
        server = new HostileServer();
    }

    @AfterEach
    void close() {
        server.close();
        in.close();
    }

    private Source bucket() {
        var source = in.source(
                "text",
                json("{\"url\":\"%s\",\"credential\":\"bucket\",\"allow\":[\"127.0.0.1\"]}"
                        .formatted(server.uri("/feeds/daily?region=eu-west-1"))));
        in.plans.save(source.key(), "s3", Optional.of(Duration.ofHours(1)));
        return source;
    }

    private Outcome ask(Source source) {
        var key = Optional.<Credential>of(new Credential.Basic("AKIDEXAMPLE", "the-secret-of-it"));
        try (var feeds = in.feeds(folder, (name, host) -> key)) {
            return feeds.runNow(in.store.sources().load(source.key()));
        }
    }

    private static String entry(String key, String etag, String day) {
        return "<Contents><Key>%s</Key><LastModified>2026-11-%sT08:00:00.000Z</LastModified><ETag>&quot;%s&quot;</ETag><Size>20</Size></Contents>"
                .formatted(key, day, etag);
    }

    private static byte[] page(String next, String... entries) {
        var rest = next.isEmpty()
                ? "<IsTruncated>false</IsTruncated>"
                : "<IsTruncated>true</IsTruncated><NextContinuationToken>%s</NextContinuationToken>".formatted(next);
        return ("<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>feeds</Name>"
                        + rest + String.join("", entries) + "</ListBucketResult>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private HostileServer.Behaviour pages(String first, byte[] one, byte[] two) {
        return (request, out) -> body("application/xml", request.contains("continuation-token=") ? two : one)
                .answer(request, out);
    }

    @Test
    void allPagesAreAskedSignedAndWhatChangedIsTakenInOldestFirst() {
        server.on(
                "/feeds",
                pages(
                        "t/1",
                        page(
                                "t/1",
                                entry("daily/b+list.txt", "2", "02"),
                                entry("daily/", "0", "01").replace(">20<", ">0<")),
                        page("", entry("daily/a%C3%BC.txt", "1", "01"))));
        server.on("/feeds/daily/b%20list.txt", text("evil-b.example\n"));
        server.on("/feeds/daily/a%C3%BC.txt", text("evil-a.example\nevil-aa.example\n"));
        var source = bucket();
        var taken = ask(source);
        assertThat(taken.delivery().orElseThrow().counts().created()).isEqualTo(3);
        assertThat(server.requests()).hasSize(4);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request)
                        .contains("Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                        .contains("/eu-west-1/s3/aws4_request")
                        .contains("X-Amz-Date: ")
                        .doesNotContain("the-secret-of-it"));
        assertThat(server.requests().get(1)).contains("continuation-token=t%2F1");
        assertThat(server.requests().get(2)).contains("/feeds/daily/a%C3%BC.txt");
        assertThat(ask(source)).isInstanceOf(Outcome.Unchanged.class);
        server.on("/feeds", body("application/xml", page("", entry("daily/b+list.txt", "3", "03"))));
        server.on("/feeds/daily/b%20list.txt", text("evil-new.example\n"));
        assertThat(ask(source).delivery().orElseThrow().counts().created()).isEqualTo(1);
    }

    @Test
    void aListThatLiesIsRefusedWhole() {
        server.on("/feeds", body("application/xml", page("again", entry("daily/a.txt", "1", "01"))));
        server.on("/feeds/daily/a.txt", text("evil-a.example\n"));
        var source = bucket();
        assertThat(problem(ask(source))).contains("goes round in a circle");
        server.on(
                "/feeds",
                body(
                        "application/xml",
                        new String(page("x"), StandardCharsets.UTF_8)
                                .replace("<NextContinuationToken>x</NextContinuationToken>", "")
                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(problem(ask(source))).contains("not the list of a bucket");
        server.on(
                "/feeds",
                text(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult>&e;</ListBucketResult>"));
        assertThat(problem(ask(source))).contains("not the list of a bucket");
        assertThat(in.store.deliveries().list(IngestFixture.ALL, Optional.of(source.key()), 100))
                .extracting(one -> one.counts().created())
                .containsOnly(0L);
    }

    @Test
    void aSignatureStaysWithItsServer() {
        try (var other = new HostileServer()) {
            other.on("/feeds", status(403, ""));
            server.on("/feeds", redirect(other.uri("/feeds").toString()));
            ask(bucket());
            assertThat(other.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request).doesNotContain("Authorization"));
        }
    }

    @Test
    void whereTheBucketIsIsReadFromTheAddress() {
        var aws = S3Bucket.Bucket.of(URI.create("https://s3.eu-central-1.amazonaws.com/feeds/a/b"));
        assertThat(List.of(aws.name(), aws.prefix(), aws.region())).containsExactly("feeds", "a/b", "eu-central-1");
        var own = S3Bucket.Bucket.of(URI.create("https://minio.example:9000/feeds"));
        assertThat(List.of(own.name(), own.prefix(), own.region())).containsExactly("feeds", "", "us-east-1");
    }

    private static String problem(Outcome outcome) {
        return outcome.delivery().flatMap(Delivery::problem).orElse("");
    }
}
