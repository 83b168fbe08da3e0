package theriac.bench.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import theriac.bench.CpuTime;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.Store;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What collections of detection rules cost on their way out: every rule is read as its program reads
/// it, and written with who made it, so that a file is dearer than a list of as many values.
final class RuleFigures {

    private static final int ROUNDS = 5;
    private static final int BATCH = 5_000;

    /// File by language.
    private static final Map<String, String> FILES =
            Map.of("yara", "rules.yar", "sigma", "sigma.yml", "snort", "snort.rules");

    private final TemporaryHub hub;
    private final Organization member;
    private final String token;
    private final long source;
    private final Audience audience;
    private int made;

    RuleFigures(TemporaryHub hub, Organization member, String token, long source, Audience audience) {
        this.hub = hub;
        this.member = member;
        this.token = token;
        this.source = source;
        this.audience = audience;
    }

    /// @param count rules of each language
    void measure(int count, Figures figures) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var profile = profile(client);
            for (var language : List.of("yara", "sigma", "snort")) {
                long start = System.nanoTime();
                claim(language, count);
                figures.add(
                        "rules_" + language + "_stored_per_second", count / ExchangeBench.seconds(start), "rules/s");
                measure(
                        client,
                        language,
                        URI.create(hub.url() + "/exports/" + profile + "/" + FILES.get(language)),
                        figures);
            }
        }
    }

    private void measure(HttpClient client, String language, URI file, Figures figures) throws Exception {
        var name = "rules_" + language + "_";
        long start = System.nanoTime();
        var first = fetch(client, file);
        figures.add(name + "first_seconds", ExchangeBench.seconds(start), "s for the first file after the start");
        figures.add(name + "megabytes", first.body().length / 1e6, "MB");
        var times = new double[ROUNDS];
        var before = CpuTime.of(hub);
        for (int round = 0; round < ROUNDS; round++) {
            claim(language, 1);
            start = System.nanoTime();
            fetch(client, file);
            times[round] = ExchangeBench.seconds(start);
        }
        var used = CpuTime.of(hub).minus(before);
        figures.spread(name + "changed_seconds", times, "s, one more rule");
        figures.add(name + "changed_hub_processor_seconds", used.hub() / 1e6 / ROUNDS, "s, client included");
        figures.add(name + "changed_database_processor_seconds", used.database() / 1e6 / ROUNDS, "s");
        for (int round = 0; round < ROUNDS; round++) {
            start = System.nanoTime();
            fetch(client, file);
            times[round] = ExchangeBench.seconds(start) * 1e3;
        }
        figures.spread(name + "kept_milliseconds", times, "ms from memory");
    }

    private void claim(String language, int count) {
        for (int last = made + count; made < last; ) {
            var batch = new ArrayList<Candidate>(BATCH);
            for (; made < last && batch.size() < BATCH; made++) {
                batch.add(new Candidate(rule(language, made), audience));
            }
            hub.part(Store.class).claims().claim(new ClaimBatch(source, null, batch));
        }
    }

    /// An invented rule, about as long as those that are shared.
    private static StixObject rule(String language, int number) {
        var pattern = switch (language) {
            case "yara" -> """
                        rule Lure_%1$d {
                          meta:
                            author = "Bench"
                            license = "CC-BY-4.0"
                            description = "Loader of a campaign, number %1$d"
                          strings:
                            $a = "pay now %1$d" ascii wide nocase
                            $b = { 4D 5A 90 00 ?? 03 [2-8] %1$08d }
                            $c = /https?:\\/\\/[a-z0-9.-]{3,40}\\.example\\/%1$d/
                          condition:
                            uint16(0) == 0x5A4D and filesize < 2MB and 2 of ($a, $b, $c)
                        }
                        """.formatted(number);
            case "sigma" -> """
                        title: Lure %1$d
                        id: %2$s
                        status: test
                        description: A process of a campaign, number %1$d
                        author: Bench
                        logsource:
                          category: process_creation
                          product: windows
                        detection:
                          selection:
                            Image|endswith: '\\lure%1$d.exe'
                            CommandLine|contains: ' -pay %1$d'
                          condition: selection
                        falsepositives:
                          - Unknown
                        level: high
                        """.formatted(number, new UUID(number, number));
            default ->
                ("alert tcp $HOME_NET any -> $EXTERNAL_NET any (msg:\"Lure %1$d\"; flow:established,to_server;"
                                + " content:\"GET\"; http_method; content:\"/lure/%1$d\"; http_uri;"
                                + " reference:url,bench.example/%1$d; classtype:trojan-activity; sid:%2$d; rev:1;)")
                        .formatted(number, 1_000_000 + number);
        };
        return StixObject.of(JsonObject.builder()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", "indicator--" + UUID.nameUUIDFromBytes((language + number).getBytes(StandardCharsets.UTF_8)))
                .put("created", "2026-11-01T10:00:00.000Z")
                .put("modified", "2026-11-01T10:00:00.000Z")
                .put("name", "Lure " + number)
                .put("confidence", 80)
                .put("pattern_type", language)
                .put("pattern", pattern)
                .put("valid_from", "2026-11-01T10:00:00Z")
                .build());
    }

    /// The id of a profile of the member, whose brakes stop nothing.
    private String profile(HttpClient client) throws Exception {
        hub.part(Accounts.class).create(member, "bench", "Bench", "a password for benches", EnumSet.allOf(Role.class));
        var session = post(client, "/api/session", "{\"login\":\"bench\",\"password\":\"a password for benches\"}");
        var cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        var made = post(
                client,
                "/api/exports",
                """
                {"name":"Rules","query":"","minConfidence":0,"minScore":0,"most":0,"shrinkPercent":100,"growPercent":100000}""",
                "Cookie",
                cookie,
                "X-CSRF",
                ((JsonObject) Json.read(session.body())).text("csrf").orElseThrow());
        return ((JsonObject) Json.read(made.body())).text("id").orElseThrow();
    }

    private HttpResponse<String> post(HttpClient client, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "The hub answered %d to %s: %s".formatted(answer.statusCode(), path, answer.body()));
        }
        return answer;
    }

    private HttpResponse<byte[]> fetch(HttpClient client, URI file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(file).header("Authorization", "Bearer " + token);
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        long rules = new String(answer.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("indicator--"))
                .count();
        if (answer.statusCode() != 200 || rules == 0) {
            throw new IllegalStateException("The hub answered %d with %d rules.".formatted(answer.statusCode(), rules));
        }
        return answer;
    }
}
