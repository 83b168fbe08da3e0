package theriac.stix.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonParsed;
import theriac.stix.json.JsonValue;

/// What a stranger may send to `pattern --cases` and `match --cases`: each line gets its answer, soon. The bounds are
/// of processor time, so that a busy machine fails nothing; a broken guard takes minutes, memory or for ever.
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBatchTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void patternsOfAnySizeAndShapeAreAnswered() {
        Map<String, String> patterns = new TreeMap<>(Map.ofEntries(
                entry("10 MB", "[a:b = 1" + " OR a:b = 1".repeat(1_000_000) + "]"),
                entry("3 MB", "[a:b = 1" + " OR a:b = 1".repeat(300_000) + "]"),
                entry("deep observation", "(".repeat(1_000_000)),
                entry("deep comparison", "[" + "(".repeat(1_000_000)),
                entry("deep and closed", "(".repeat(50_000) + "[a:b = 1]" + ")".repeat(50_000)),
                entry("long path", "[a:b" + ".c_ref".repeat(500_000) + " = 1]"),
                entry("long index", "[a:b" + "[*]".repeat(500_000) + " = 1]"),
                entry("long string", "[a:b = '" + "\\\\".repeat(1_900_000) + "']"),
                entry("open string", "[a:b = '" + "x".repeat(3_000_000)),
                entry("long number", "[a:b = " + "9".repeat(3_000_000) + "]"),
                entry("long fraction", "[a:b = 0." + "9".repeat(3_000_000) + "]"),
                entry("many repeats", "[a:b = 1] REPEATS " + "9".repeat(300) + " TIMES"),
                entry("many seconds", "[a:b = 1] WITHIN " + "9".repeat(300) + " SECONDS"),
                entry("many qualifiers", "[a:b = 1]" + " REPEATS 2 TIMES".repeat(100_000)),
                entry("many comments", "/**/".repeat(900_000) + "[a:b = 1]"),
                entry("open comment", "/*".repeat(900_000)),
                entry("lone surrogate", "[a:b = \ud800]"),
                entry("NUL", "[a:b\0 = 1]"),
                entry("year 0", "[a:b = t'0000-00-00T00:00:00Z']"),
                entry("second 60", "[a:b = t'9999-12-31T23:59:60Z']"),
                entry("no such day", "[a:b = t'2026-02-30T00:00:00Z']"),
                entry("signed year", "[a:b = t'+2026-01-01T00:00:00Z']"),
                entry("other digits", "[a:b = t'\u0662\u0660\u0662\u0666-01-01T00:00:00Z']"),
                entry("long second", "[a:b = t'2026-01-01T00:00:00." + "1".repeat(3_000_000) + "Z']"),
                entry("nothing", "")));
        List<String> cases =
                patterns.values().stream().map(HostileBatchTest::patternCase).toList();
        List<JsonObject> answers = answers("pattern", cases, SOON);
        assertThat(answers).hasSameSizeAs(cases);
        for (JsonObject answer : answers) {
            boolean valid = answer.bool("valid").orElseThrow();
            assertThat(answer.text("error").isPresent()).isEqualTo(!valid);
        }
        List<String> names = List.copyOf(patterns.keySet());
        for (String good : List.of("3 MB", "long string", "many comments", "no such day", "second 60", "long second")) {
            assertThat(answers.get(names.indexOf(good)).bool("valid")).as(good).contains(true);
        }
    }

    @Test
    void linesThatAreNoCasesAreAnswered() {
        List<String> lines = List.of(
                "{\"pattern\": 5}",
                "{}",
                "[]",
                "nonsense",
                "{\"pattern\": \"[a:b = 1]\", \"observations\": 5}",
                "{\"pattern\": null, \"observations\": [[], 1, null, {}, {\"type\": \"observed-data\"}]}",
                "[".repeat(1_000_000),
                "{\"a\":".repeat(100_000));
        for (String command : List.of("pattern", "match")) {
            assertThat(answers(command, lines, SOON)).as(command).hasSameSizeAs(lines);
        }
    }

    @Test
    void patternsThatMultiplyOutAreRefused() {
        String any = "[x:a LIKE '%']";
        List<String> patterns = List.of(
                "(" + any + " REPEATS 999999999999999999 TIMES) REPEATS 999999999999999999 TIMES",
                "(".repeat(90) + any + ") REPEATS 1000000 TIMES".repeat(90),
                any + (" AND " + any).repeat(19_000),
                "(" + any + (" AND " + any).repeat(19_000) + ") WITHIN 1 SECONDS",
                "(".repeat(90) + any + " AND [x:b = 1]" + (") WITHIN 1 SECONDS AND " + any).repeat(90),
                any + (" FOLLOWEDBY " + any).repeat(19_000),
                any + (" FOLLOWEDBY " + any).repeat(150_000),
                any + (" FOLLOWEDBY " + any).repeat(900),
                any + (" OR " + any).repeat(150_000),
                "(" + any + " OR " + any + " REPEATS 2 TIMES) REPEATS 5000 TIMES",
                any + " REPEATS 60 TIMES",
                "(" + any + " FOLLOWEDBY [x:b = 1]) REPEATS 60 TIMES",
                "(" + any + " FOLLOWEDBY [x:b = 2]) REPEATS 900 TIMES",
                "((" + any + " AND [x:b = 1]) WITHIN 2 SECONDS) REPEATS 20 TIMES",
                "(" + any + " AND [x:b = 1] AND [x:b = 0] AND [x:b > 0]) WITHIN 2 SECONDS AND " + any
                        + " REPEATS 9 TIMES",
                "(" + any + " OR [x:b = 1] FOLLOWEDBY " + any + ")" + (" AND (" + any + " OR [x:b = 1])").repeat(30));
        List<String> cases = patterns.stream()
                .map(pattern -> matchCase(pattern, hundredObservations()))
                .toList();
        assertThat(answers("match", cases, SOON)).hasSameSizeAs(cases);
    }

    @Test
    void searchesInTextEnd() {
        String values = "\"many\":[" + "\"aaaaaaaaaaaaaaaaaaaaaaaa!\",".repeat(20_000) + "\"\"]";
        String long1 = "\"long\":\"" + "a".repeat(1_000_000) + "\"";
        String marks = "\"marks\":\"a" + "\u0301\u0316".repeat(300_000) + "\"";
        String octets = "\"payload_bin\":\"" + "YWFh".repeat(500_000) + "\"";
        String times = "\"time\":\"2026-01-01T00:00:00." + "1".repeat(1_000_000) + "Z\"";
        String object = "{\"type\":\"x\"," + String.join(",", values, long1, marks, octets, times) + "}";
        List<String> patterns = new ArrayList<>(List.of(
                "[x:many[*] MATCHES '(.*)(.*)(.*)(.*)(.*)b']",
                "[x:many[*] MATCHES '(a+)+$']",
                "[x:many[*] MATCHES '(a|aa)+$' OR x:long MATCHES '(.*)(.*)(.*)(.*)b']",
                "[x:long MATCHES '(a?){64}b']",
                "[x:long MATCHES '(?:){1000000000}b']",
                "[x:long MATCHES '((?:){65535}){65535}']",
                "[x:long MATCHES '(^){999999999}']",
                "[x:long MATCHES '(\\\\Q\\\\E){999999999}b']",
                "[x:long MATCHES '(?x)(?:( )){999999999}b']",
                "[x:long MATCHES '(a*)*b' OR x:long MATCHES '(a|b|ab)*c']",
                "[x:long MATCHES '" + "(".repeat(9_000) + ")".repeat(9_000) + "']",
                "[x:long LIKE '" + "%a".repeat(400_000) + "b']",
                "[x:long LIKE '%" + "a".repeat(500_000) + "b%']",
                "[x:marks LIKE '%x' OR x:marks MATCHES 'x']",
                "[x:payload_bin = 'x'" + " OR x:payload_bin > 'x'".repeat(100_000) + "]",
                "[x:time < t'2026-01-01T00:00:00.1Z'" + " OR x:time < t'2026-01-01T00:00:00.1Z'".repeat(80_000) + "]",
                "[x:many[*] LIKE 'b'" + " OR x:many[*] LIKE 'b'".repeat(100_000) + "]",
                "[x:many[*] = 'b'" + " OR x:many[*] = 'b'".repeat(100_000) + "]"));
        List<String> cases = patterns.stream()
                .map(pattern -> matchCase(pattern, List.of(observed(0, object))))
                .toList();
        List<JsonObject> answers = answers("match", cases, SOON);
        assertThat(answers).hasSameSizeAs(cases);
        assertThat(answers.getFirst().text("error").orElse("")).contains("was stopped");
        assertThat(answers.getLast().bool("matches")).contains(false);
    }

    @Test
    void referencesInCirclesEnd() {
        String loop = "\"0\":{\"type\":\"x\",\"a_ref\":\"0\",\"all_refs\":[\"0\",\"0\",\"0\"],\"v\":1}";
        List<String> cases = List.of(
                matchCase("[x:a_ref" + ".a_ref".repeat(98) + ".v = 2]", List.of(observation(0, loop))),
                matchCase(
                        "[x:v = 2" + " OR x:all_refs[*]" + ".all_refs[*]".repeat(45) + ".v = 2]",
                        List.of(observation(0, loop))),
                matchCase("[x:all_refs[*]" + ".all_refs[*]".repeat(45) + ".v = '2']", List.of(observation(0, loop))));
        List<JsonObject> answers = answers("match", cases, SOON);
        assertThat(answers.getFirst().bool("matches")).contains(false);
        assertThat(answers.getLast().text("error").orElse("")).contains("was stopped");
    }

    @Test
    void oddTimesAndNumbersAreNoObservationsOrPlainValues() {
        List<JsonObject> odd = new ArrayList<>();
        for (String time :
                List.of("", "yesterday", "0000-00-00T00:00:00Z", "9999-12-31T23:59:60.999999999999Z", "1-1-1")) {
            for (String number : List.of("0", "-1", "1.5", "1e400", "999999999999999999", "\"1\"")) {
                odd.add(object(
                        "{\"type\":\"observed-data\",\"first_observed\":\"%s\",\"last_observed\":\"%s\",\"number_observed\":%s,\"objects\":{\"0\":{\"type\":\"x\",\"a\":1e999999999}}}"
                                .formatted(time, time, number)));
            }
        }
        List<String> cases = List.of(
                matchCase("[x:a > 1]", odd),
                matchCase("[x:a LIKE '%' OR EXISTS x:a] REPEATS 999999999999999999 TIMES WITHIN 1 SECONDS", odd),
                matchCase("[EXISTS x:a] START t'0000-01-01T00:00:00Z' STOP t'9999-12-31T23:59:60Z'", odd));
        assertThat(answers("match", cases, SOON)).hasSameSizeAs(cases).allMatch(answer -> !answer.has("findings"));
    }

    private static List<JsonObject> hundredObservations() {
        List<JsonObject> observations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            observations.add(observed(i % 60, "{\"type\":\"x\",\"a\":\"v\",\"b\":" + i % 2 + "}"));
        }
        return observations;
    }

    private static JsonObject observed(int second, String object) {
        return observation(second, "\"0\":" + object);
    }

    private static JsonObject observation(int second, String members) {
        return object("""
                {"type":"observed-data","first_observed":"2026-01-01T00:00:%1$02dZ","last_observed":"2026-01-01T00:00:%1$02dZ",
                 "number_observed":1,"objects":{""".formatted(second) + members + "}}");
    }

    private static JsonObject object(String json) {
        return (JsonObject) Json.read(json);
    }

    private static String patternCase(String pattern) {
        return Json.write(JsonObject.builder().put("pattern", pattern).build());
    }

    private static String matchCase(String pattern, List<JsonObject> observations) {
        List<JsonValue> values = new ArrayList<>(observations);
        return Json.write(JsonObject.builder()
                .put("pattern", pattern)
                .put("observations", new JsonArray(values))
                .build());
    }

    /// Runs the batch line by line, so that the slow line has a name.
    private static List<JsonObject> answers(String command, List<String> lines, Duration soon) {
        List<JsonObject> answers = new ArrayList<>();
        for (String line : lines) {
            var out = new ByteArrayOutputStream();
            long before = THREADS.getCurrentThreadCpuTime();
            int code = StixCommand.run(
                    new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    command,
                    "--cases",
                    "-");
            String shown = line.substring(0, Math.min(120, line.length()));
            assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before))
                    .as(shown)
                    .isLessThan(soon);
            assertThat(code).as(shown).isZero();
            JsonParsed answer = Json.parse(out.toString(StandardCharsets.UTF_8), Cases.LIMITS);
            answers.add(answer.object().orElseThrow(() -> new AssertionError("no JSON for " + shown)));
        }
        return answers;
    }
}
