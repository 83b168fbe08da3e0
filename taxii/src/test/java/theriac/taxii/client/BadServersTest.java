package theriac.taxii.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static theriac.taxii.contract.Objects.indicator;
import static theriac.taxii.contract.Objects.indicatorId;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.client.ScriptedServer.Answer;
import theriac.taxii.client.TaxiiFailure.Kind;
import theriac.testkit.FixedClock;

/// The client with servers that err, as real ones do: it ends, loses nothing that was whole, and says why.
@Timeout(30)
class BadServersTest {

    private static final FixedClock CLOCK = FixedClock.at("2026-04-20T09:00:00Z");
    private static final String DAY = "2026-04-01T00:00:00.000000Z";
    private static final Instant START = Instant.parse(DAY);

    private final Collected sink = new Collected();

    private PollResult poll(ScriptedServer server) {
        return poll(server, Optional.empty(), 1_000);
    }

    private PollResult poll(ScriptedServer server, Optional<Instant> watermark, int limit) {
        TaxiiClientSettings settings = TaxiiClientSettings.of(server.base(), Auth.none())
                .withTimeouts(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofSeconds(2))
                .withPages(limit, 1 << 20, 500);
        try (TaxiiClient client = new TaxiiClient(settings, CLOCK)) {
            return client.poll(server.collection(), watermark, sink);
        }
    }

    private static String page(String members, int from, int to) {
        String objects =
                IntStream.range(from, to).mapToObj(i -> indicator(i, 0)).collect(Collectors.joining(","));
        return "{" + members + "\"objects\":[" + objects + "]}";
    }

    private void failed(PollResult result, Kind kind) {
        assertThat(result.failure())
                .hasValueSatisfying(f -> assertThat(f.kind()).as(f.sentence()).isEqualTo(kind));
    }

    private static List<String> rules(PollResult result) {
        return result.findings().stream().map(finding -> finding.rule()).toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> indicatorId(i)).toList();
    }

    @Test
    void theSamePageWithTheSameNextAgainAndAgainIsStopped() {
        try (ScriptedServer server =
                ScriptedServer.pages(Answer.page(DAY, page("\"more\":true,\"next\":\"a\",", 0, 3)))) {
            PollResult result = poll(server);
            failed(result, Kind.LOOP);
            assertThat(sink.ids()).isEqualTo(ids(0, 3));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void pagesThatGoInACircleAreStopped() {
        Answer one = Answer.page(DAY, page("\"more\":true,\"next\":\"a\",", 0, 2));
        Answer two = Answer.page(DAY, page("\"more\":true,\"next\":\"b\",", 2, 4));
        try (ScriptedServer server = new ScriptedServer((e, n) -> (n % 2 == 0 ? one : two).send(e))) {
            failed(poll(server), Kind.LOOP);
            assertThat(server.requests()).hasSizeLessThan(5);
        }
    }

    @Test
    void theSameNextWithOtherPagesIsProgress() {
        try (ScriptedServer server = ScriptedServer.pages(
                Answer.page(DAY, page("\"more\":true,\"next\":\"a\",", 0, 2)),
                Answer.page(DAY, page("\"more\":true,\"next\":\"a\",", 2, 4)),
                Answer.page(DAY, page("\"more\":false,", 4, 5)))) {
            PollResult result = poll(server);
            assertThat(result.failure()).isEmpty();
            assertThat(sink.ids()).isEqualTo(ids(0, 5));
        }
    }

    @Test
    void emptyPagesWithoutEndAreStopped() {
        try (ScriptedServer server = new ScriptedServer((e, n) ->
                Answer.page(DAY, "{\"more\":true,\"next\":\"" + n + "\"}").send(e))) {
            failed(poll(server), Kind.LOOP);
            assertThat(server.requests()).as("long before the limit of pages").hasSizeLessThan(110);
        }
    }

    @Test
    void newPagesWithoutEndAreStoppedAtTheLimit() {
        try (ScriptedServer server =
                new ScriptedServer((e, n) -> Answer.page(DAY, page("\"more\":true,\"next\":\"" + n + "\",", n, n + 1))
                        .send(e))) {
            failed(poll(server), Kind.LOOP);
            assertThat(sink.objects).hasSize(500);
        }
    }

    @Test
    void moreWithoutNextGoesOnByDateAlsoThroughTies() {
        try (DatedServer server = new DatedServer(2, false, List.of(1, 2, 2, 3, 4, 5, 5, 6))) {
            PollResult result = poll(server.http, Optional.empty(), 3);
            assertThat(result.failure()).isEmpty();
            assertThat(sink.ids()).isEqualTo(ids(0, 8));
            assertThat(rules(result)).contains("taxii-more-without-next");
        }
    }

    @Test
    void moreWithoutNextAndPagesOfOneStillEnds() {
        try (DatedServer server = new DatedServer(1, false, List.of(1, 2, 3))) {
            assertThat(poll(server.http, Optional.empty(), 1).failure()).isEmpty();
            assertThat(sink.ids()).isEqualTo(ids(0, 3));
        }
    }

    @Test
    void anInclusiveAddedAfterDoesNotLoop() {
        for (int limit : List.of(1, 2, 3)) {
            sink.objects.clear();
            try (DatedServer server = new DatedServer(limit, true, List.of(1, 2, 3, 4, 5))) {
                PollResult result = poll(server.http, Optional.empty(), limit);
                assertThat(result.failure()).isEmpty();
                assertThat(sink.ids()).as("limit " + limit).isEqualTo(ids(0, 5));
                assertThat(result.watermark()).contains(START.plus(5, ChronoUnit.MICROS));
            }
        }
    }

    @Test
    void aServerThatIgnoresAddedAfterAndGivesNoNextIsStopped() {
        try (ScriptedServer server = ScriptedServer.pages(Answer.page(DAY, page("\"more\":true,", 0, 3)))) {
            PollResult result = poll(server, Optional.of(START.plusSeconds(60)), 1_000);
            failed(result, Kind.LOOP);
            assertThat(result.watermark()).contains(START.plusSeconds(60));
        }
    }

    @Test
    void aServerThatIgnoresTheLimitIsReadInOnePage() {
        try (ScriptedServer server = ScriptedServer.pages(Answer.page(DAY, page("", 0, 500)))) {
            PollResult result = poll(server, Optional.empty(), 10);
            assertThat(result.failure()).isEmpty();
            assertThat(sink.objects).hasSize(500);
        }
    }

    @Test
    void nextWithoutMoreIsFollowed() {
        try (ScriptedServer server = ScriptedServer.pages(
                Answer.page(DAY, page("\"next\":\"a\",", 0, 2)), Answer.page(DAY, page("", 2, 3)))) {
            PollResult result = poll(server);
            assertThat(sink.ids()).isEqualTo(ids(0, 3));
            assertThat(rules(result)).containsExactly("taxii-next-without-more");
        }
    }

    @Test
    void aServerThatDiesHalfWayLosesNothingThatWasWhole() {
        String second = page("\"more\":false,", 3, 6);
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            if (count == 0) {
                Answer.page("2026-04-01T00:00:00.000009Z", page("\"more\":true,\"next\":\"a\",", 0, 3))
                        .send(exchange);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
            exchange.sendResponseHeaders(200, second.length());
            exchange.getResponseBody().write(second.getBytes(), 0, second.length() - 100);
            exchange.getResponseBody().flush();
            throw new IOException("dies");
        })) {
            PollResult result = poll(server);
            failed(result, Kind.UNREACHABLE);
            assertThat(result.pages()).isEqualTo(1);
            assertThat(result.watermark()).contains(Instant.parse("2026-04-01T00:00:00.000008Z"));
            assertThat(sink.watermarks).hasSize(1);
        }
    }

    @Test
    void aPageThatIsCutOffCleanlyDoesNotMoveTheWatermark() {
        String cut = page("\"more\":false,", 0, 3);
        for (int missing : List.of(1, 2, 30)) {
            try (ScriptedServer server =
                    ScriptedServer.pages(Answer.page(DAY, cut.substring(0, cut.length() - missing)))) {
                PollResult result = poll(server);
                failed(result, Kind.NOT_TAXII);
                assertThat(result.watermark()).isEmpty();
            }
        }
        assertThat(sink.watermarks).isEmpty();
    }

    @Test
    void aServerThatNeverAnswersIsATimeout() {
        try (ScriptedServer server = new ScriptedServer((e, n) -> Thread.sleep(60_000))) {
            failed(poll(server), Kind.TIMEOUT);
        }
    }

    @Test
    void aBodyThatFallsSilentIsATimeout() {
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"objects\":[".getBytes());
            exchange.getResponseBody().flush();
            Thread.sleep(60_000);
        })) {
            failed(poll(server), Kind.TIMEOUT);
        }
    }

    @Test
    void aBodyThatDripsIsATimeout() {
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 1_000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
        })) {
            failed(poll(server), Kind.TIMEOUT);
        }
    }

    @Test
    void pagesForPeopleAndGarbageAreNotTaxii() {
        for (Answer answer : List.of(
                Answer.of(200, "text/html", "<html>Log in</html>"),
                Answer.of(200, ScriptedServer.TAXII, "<html>"),
                Answer.of(200, ScriptedServer.TAXII, ""),
                Answer.of(200, ScriptedServer.TAXII, "null"),
                Answer.of(200, ScriptedServer.TAXII, "[{}]"),
                Answer.of(200, ScriptedServer.TAXII, "{\"objects\":[]} trailing"),
                Answer.of(200, "application/octet-stream", "{}"))) {
            try (ScriptedServer server = ScriptedServer.pages(answer)) {
                PollResult result = poll(server);
                failed(result, Kind.NOT_TAXII);
                assertThat(result.watermark()).isEmpty();
            }
        }
    }

    @Test
    void labelsThatAreAlmostRightAreRemarkedOn() {
        for (String type : List.of("application/json", "application/stix+json;version=2.1")) {
            try (ScriptedServer server = ScriptedServer.pages(Answer.of(200, type, "{}"))) {
                PollResult result = poll(server);
                assertThat(result.failure()).isEmpty();
                assertThat(rules(result)).containsExactly("taxii-content-type");
            }
        }
    }

    @Test
    void oneBadObjectIsRejectedAloneAndTheWatermarkMoves() {
        String body = "{\"objects\":[" + indicator(1, 0) + ",{\"type\":\"indicator\"}," + indicator(2, 0) + "]}";
        try (ScriptedServer server = ScriptedServer.pages(Answer.page(DAY, body))) {
            PollResult result = poll(server);
            assertThat(result.failure()).isEmpty();
            assertThat(sink.ids()).containsExactly(indicatorId(1), indicatorId(2));
            assertThat(sink.rejected).containsExactly("{\"type\":\"indicator\"}");
            assertThat(result.watermark()).contains(START);
        }
    }

    @Test
    void withoutDatesTheWatermarkStaysAndTheResultSaysSo() {
        for (String date : List.of("undefined", "2026-04-01", "")) {
            try (ScriptedServer server = ScriptedServer.pages(new Answer(
                    200,
                    Map.of("Content-Type", ScriptedServer.TAXII, "X-TAXII-Date-Added-Last", date),
                    page("", 0, 1)))) {
                PollResult result = poll(server, Optional.of(START), 10);
                assertThat(result.failure()).isEmpty();
                assertThat(result.watermark()).contains(START);
                assertThat(rules(result)).containsExactly("taxii-no-date");
            }
        }
    }

    @Test
    void aDateInTheFutureIsNotATrap() {
        try (ScriptedServer server = ScriptedServer.pages(Answer.page("9999-12-31T23:59:59.999999Z", page("", 0, 1)))) {
            PollResult result = poll(server);
            assertThat(result.watermark()).isEmpty();
            assertThat(rules(result)).containsExactly("taxii-future-date");
        }
    }

    @Test
    void aDateInThePastDoesNotMoveTheWatermarkBack() {
        try (ScriptedServer server = ScriptedServer.pages(Answer.page(DAY, page("", 0, 1)))) {
            assertThat(poll(server, Optional.of(START.plusSeconds(9)), 10).watermark())
                    .contains(START.plusSeconds(9));
        }
    }

    @Test
    void redirectsAndOtherHostsAreRefused() {
        try (ScriptedServer elsewhere = ScriptedServer.pages(Answer.page(DAY, page("", 0, 1)));
                ScriptedServer server = ScriptedServer.pages(new Answer(
                        307, Map.of("Location", elsewhere.collection().toString()), ""))) {
            failed(poll(server), Kind.ELSEWHERE);
            TaxiiClientSettings settings = TaxiiClientSettings.of(server.base(), Auth.bearer("s3cret"));
            try (TaxiiClient client = new TaxiiClient(settings, CLOCK)) {
                failed(client.poll(elsewhere.collection(), Optional.empty(), sink), Kind.ELSEWHERE);
            }
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void errorsAreToldApartAndTheServersWordsAreCleaned() {
        Map<Integer, Kind> kinds = Map.of(
                401,
                Kind.NOT_ALLOWED,
                403,
                Kind.NOT_ALLOWED,
                404,
                Kind.NOT_FOUND,
                400,
                Kind.REFUSED,
                406,
                Kind.REFUSED,
                500,
                Kind.REFUSED,
                503,
                Kind.BUSY,
                429,
                Kind.BUSY);
        kinds.forEach((status, kind) -> {
            try (ScriptedServer server = ScriptedServer.pages(new Answer(
                    status,
                    Map.of("Content-Type", ScriptedServer.TAXII, "Retry-After", "7"),
                    "{\"title\":\"No\\u001b[31m\\u202e way\",\"http_status\":\"" + status + "\"}"))) {
                PollResult result = poll(server);
                failed(result, kind);
                TaxiiFailure failure = result.failure().orElseThrow();
                assertThat(failure.sentence()).contains("No", "way").doesNotContain("\u001b", "\u202e");
                assertThat(failure.retryAfter())
                        .isEqualTo(kind == Kind.BUSY ? Optional.of(Duration.ofSeconds(7)) : Optional.empty());
            }
        });
    }

    @Test
    void aBodyBeyondTheLimitIsNotReadToItsEnd() {
        String filler = " ".repeat(1 << 16);
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(filler.getBytes());
            }
        })) {
            failed(poll(server), Kind.TOO_LARGE);
        }
    }

    @Test
    void aCompressedBombIsStoppedToo() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"objects\":[".getBytes());
            for (int i = 0; i < 100; i++) {
                gzip.write(" ".repeat(1 << 20).getBytes());
            }
        }
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bomb.size());
            exchange.getResponseBody().write(bomb.toByteArray());
        })) {
            failed(poll(server), Kind.TOO_LARGE);
        }
    }

    @Test
    void aBrokenDiscoveryIsAFailureNotACrash() {
        for (String body :
                List.of("", "[]", "{\"api_roots\":7}", "{\"api_roots\":[\"::\",\"ftp://x/\",null,\"/ok/\"]}")) {
            try (ScriptedServer server = ScriptedServer.pages(Answer.of(200, ScriptedServer.TAXII, body));
                    TaxiiClient client = new TaxiiClient(TaxiiClientSettings.of(server.base(), Auth.none()), CLOCK)) {
                if (body.startsWith("{")) {
                    assertThat(discovered(client).apiRoots())
                            .isEqualTo(
                                    body.contains("ok") ? List.of(server.base().resolve("/ok/")) : List.of());
                } else {
                    assertThatExceptionOfType(TaxiiFailure.class).isThrownBy(client::discovery);
                }
            }
        }
    }

    private static RemoteServer discovered(TaxiiClient client) {
        try {
            return client.discovery();
        } catch (TaxiiFailure failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void taxii20IsReadInRanges() {
        String bundle = "\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",";
        try (ScriptedServer server = new ScriptedServer((exchange, count) -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept")).contains("application/vnd.oasis.stix+json");
            String range = exchange.getRequestHeaders().getFirst("Range");
            Matcher items = Pattern.compile("items (\\d+)-(\\d+)").matcher(range);
            assertThat(items.matches()).isTrue();
            int from = Integer.parseInt(items.group(1));
            int to = Math.min(5, from + 2);
            new Answer(
                            206,
                            Map.of(
                                    "Content-Type",
                                    "application/vnd.oasis.stix+json; version=2.0",
                                    "Content-Range",
                                    "items " + from + "-" + (to - 1) + "/5",
                                    "X-TAXII-Date-Added-Last",
                                    TaxiiTimestamp.text(START.plusSeconds(to))),
                            page(bundle, from, to))
                    .send(exchange);
        })) {
            TaxiiClientSettings settings =
                    TaxiiClientSettings.of(server.base(), Auth.none()).withProtocol(TaxiiClientSettings.Protocol.V20);
            try (TaxiiClient client = new TaxiiClient(settings, CLOCK)) {
                PollResult result = client.poll(server.collection(), Optional.empty(), sink);
                assertThat(result.failure()).isEmpty();
                assertThat(sink.ids()).isEqualTo(ids(0, 5));
                assertThat(result.watermark()).contains(START.plusSeconds(5));
            }
        }
    }

    @Test
    void taxii20WithNothingNewIsAnEmptyResult() {
        try (ScriptedServer server = ScriptedServer.pages(new Answer(416, Map.of(), ""))) {
            TaxiiClientSettings settings =
                    TaxiiClientSettings.of(server.base(), Auth.none()).withProtocol(TaxiiClientSettings.Protocol.V20);
            try (TaxiiClient client = new TaxiiClient(settings, CLOCK)) {
                PollResult result = client.poll(server.collection(), Optional.of(START), sink);
                assertThat(result.failure()).isEmpty();
                assertThat(result.watermark()).contains(START);
            }
        }
    }

    /// Serves objects with dates in microseconds after [#START], pages by `added_after` alone, never gives `next`.
    private static final class DatedServer implements AutoCloseable {

        private static final Pattern ADDED_AFTER = Pattern.compile("added_after=([^&]*)");

        private final ScriptedServer http;
        private final List<Integer> dates;
        private final int limit;
        private final int inclusive;

        DatedServer(int limit, boolean inclusive, List<Integer> dates) {
            this.limit = limit;
            this.inclusive = inclusive ? 1 : 0;
            this.dates = dates;
            this.http = new ScriptedServer((exchange, count) -> answer(exchange));
        }

        private void answer(HttpExchange exchange) throws IOException {
            Matcher asked = ADDED_AFTER.matcher(exchange.getRequestURI().getRawQuery());
            long after = -1;
            if (asked.find()) {
                Instant time = Instant.parse(URLDecoder.decode(asked.group(1), StandardCharsets.UTF_8));
                after = ChronoUnit.MICROS.between(START, time) - inclusive;
            }
            long bound = after;
            int from = (int) dates.stream().filter(date -> date <= bound).count();
            int to = Math.min(dates.size(), from + limit);
            if (from == to) {
                Answer.of(200, ScriptedServer.TAXII, "{}").send(exchange);
                return;
            }
            String last = TaxiiTimestamp.text(START.plus(dates.get(to - 1), ChronoUnit.MICROS));
            Answer.page(last, page("\"more\":" + (to < dates.size()) + ",", from, to))
                    .send(exchange);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
