package theriac.hub.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What changes, as it changes: to whom it may concern, in order, without gaps, until the session ends.
@Timeout(60)
class EventsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization north;
    private static Organization south;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
    }

    private static long happened(Organization to, String note) {
        var audience = Audience.of(Tlp.AMBER_STRICT, to.key()).withOrganization(cert.key());
        return HUB.part(Store.class)
                .ledger()
                .append(List.of(new LedgerEntry.New(
                        LedgerEntry.Kind.ACKNOWLEDGED,
                        null,
                        null,
                        audience,
                        to.key(),
                        JsonObject.builder().put("title", note).build())));
    }

    /// An open stream; reads lines until one holds a text.
    private static final class Stream implements AutoCloseable {
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpResponse<java.io.InputStream> answer;
        private final BufferedReader lines;

        Stream(RunningHub.Browser browser, String... headers) throws IOException, InterruptedException {
            var request = browser.signed(HttpRequest.newBuilder(HUB.uri("/api/events")))
                    .timeout(Duration.ofSeconds(30))
                    .GET();
            if (headers.length > 0) {
                request.headers(headers);
            }
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return answer.statusCode();
        }

        /// All lines up to the first that holds the text; to the end when none does.
        List<String> until(String text) throws IOException {
            var read = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line);
                if (line.contains(text)) {
                    break;
                }
            }
            return read;
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @Test
    void everybodyHearsOnlyWhatItMaySee() throws Exception {
        var noor = HUB.person(north, "noor", EnumSet.of(Role.READER));
        var anna = HUB.person(cert, "anna");
        try (var member = new Stream(noor);
                var analyst = new Stream(anna)) {
            member.until("retry:");
            analyst.until("retry:");
            long hidden = happened(south, "for the south");
            long own = happened(north, "for the north");
            assertThat(member.until("\"seq\":\"" + own)).noneMatch(line -> line.contains(Long.toString(hidden)));
            assertThat(analyst.until("\"seq\":\"" + own)).anyMatch(line -> line.equals("id: " + hidden));
        }
    }

    @Test
    void aReaderThatComesBackMissesNothing() throws Exception {
        var noor = HUB.person(north, "noor-again", EnumSet.of(Role.READER));
        long first = happened(north, "before");
        long second = happened(north, "while away, one");
        long third = happened(north, "while away, two");
        try (var stream = new Stream(noor, "Last-Event-ID", Long.toString(first))) {
            var lines = stream.until("\"seq\":\"" + third);
            assertThat(lines.stream().filter(line -> line.startsWith("id: ")))
                    .containsExactly("id: " + second, "id: " + third);
        }
    }

    /// As a warning does that is stopped: what it brought is taken back from who had not read it, and nobody is told.
    @Test
    void anObjectThatIsNotForAReaderAnyMoreIsNotNamedAsNew() throws Exception {
        var store = HUB.part(Store.class);
        var all =
                Audience.of(Tlp.AMBER, cert.key()).withOrganization(north.key()).withOrganization(south.key());
        var source = store.sources().register(new NewSource(cert.key(), "Warnings", "stix", all));
        var report = StixObject.of((JsonObject) Json.read("""
                {"type":"report","spec_version":"2.1","id":"report--3d1d1d0e-7a2f-4a57-9a0b-0f6f3c0b6c12",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z","name":"Pumps",
                 "published":"2026-11-01T10:00:00Z","object_refs":["identity--3d1d1d0e-7a2f-4a57-9a0b-0f6f3c0b6c13"]}"""));
        long before = store.ledger().head();
        store.claims().claim(new ClaimBatch(source.key(), null, List.of(new Candidate(report, all))));
        var few = Audience.of(Tlp.AMBER, cert.key()).withOrganization(north.key());
        store.claims().hide(List.of(report.id()), source.key(), all, few);
        var noor = HUB.person(north, "noor-has-it", EnumSet.of(Role.READER));
        var suze = HUB.person(south, "suze-has-not", EnumSet.of(Role.READER));
        long own = happened(north, "for the north");
        long theirs = happened(south, "for the south");
        var since = Long.toString(before);
        try (var had = new Stream(noor, "Last-Event-ID", since);
                var hadNot = new Stream(suze, "Last-Event-ID", since)) {
            assertThat(had.until("\"seq\":\"" + own))
                    .anyMatch(line -> line.contains(report.id().text()));
            assertThat(hadNot.until("\"seq\":\"" + theirs))
                    .noneMatch(line -> line.contains(report.id().text()));
        }
    }

    @Test
    void theEndOfTheSessionIsTheEndOfTheStream() throws Exception {
        var noor = HUB.person(north, "noor-leaves", EnumSet.of(Role.READER));
        try (var stream = new Stream(noor)) {
            stream.until("retry:");
            assertThat(noor.write("DELETE", "/api/session", "", "application/json")
                            .statusCode())
                    .isEqualTo(200);
            long after = happened(north, "after the session");
            assertThat(stream.until("never")).noneMatch(line -> line.contains(Long.toString(after)));
        }
    }

    @Test
    void onePersonOpensAFewStreamsOnly() throws Exception {
        var noor = HUB.person(north, "noor-many", Set.of(Role.READER));
        var open = new ArrayList<Stream>();
        try {
            for (int i = 0; i < Streams.MOST_PER_PERSON; i++) {
                open.add(new Stream(noor));
                assertThat(open.getLast().status()).isEqualTo(200);
                open.getLast().until("retry:");
            }
            open.add(new Stream(noor));
            assertThat(open.getLast().status()).isEqualTo(429);
        } finally {
            open.forEach(Stream::close);
        }
    }
}
