package theriac.stix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

class StixCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String input, String... args) {
        return run(input.getBytes(StandardCharsets.UTF_8), args);
    }

    private int run(byte[] input, String... args) {
        PrintStream o = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream e = new PrintStream(err, true, StandardCharsets.UTF_8);
        return StixCommand.run(new ByteArrayInputStream(input), o, e, args);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String batch(String command, String... lines) throws IOException {
        Path cases = Files.writeString(
                folder.resolve("cases"), String.join("\n", lines).replace('\'', '"'));
        out.reset();
        assertThat(run("", command, "--cases", cases.toString())).isZero();
        return printed().replace('"', '\'');
    }

    @Test
    void eachBatchAnswersOneLineForEachCase() throws IOException {
        assertThat(batch("id", "{'object':{'type':'domain-name','value':'a.example'}}"))
                .isEqualTo("{'id':'domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1'}\n");
        assertThat(batch("canonical", "{'b':1e2,'a':[]}", "nul"))
                .startsWith("{'a':[],'b':100}\n{'error':")
                .hasLineCount(2);
        assertThat(batch("pattern", "{'pattern':'[a:b = 1]'}")).isEqualTo("{'valid':true}\n");
        assertThat(batch("pattern", "{'pattern':'[a:b = '}")).startsWith("{'valid':false,'error':'line 1");
        assertThat(batch("validate", "{'object':{'type':'domain-name'}}", "{}", "[", "{'object':5}"))
                .contains("{'valid':false,'findings':[{'rule':'stix-property-required','severity':'error'")
                .hasLineCount(4);
    }

    @Test
    void eachLineHasItsAnswerHoweverItIsBroken() throws IOException {
        String good = "{\"object\":{\"type\":\"domain-name\",\"value\":\"a.example\"}}";
        String id = "{\"id\":\"domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1\"}";
        byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
        byte[] notUtf8 = {'"', (byte) 0xff, '"', '\n'};
        var input = new ByteArrayOutputStream();
        input.writeBytes(mark);
        input.writeBytes(
                (good + "\r\n" + "\n" + "  \n" + good.replace(",", ",\r") + "\n").getBytes(StandardCharsets.UTF_8));
        input.writeBytes(notUtf8);
        input.writeBytes(good.getBytes(StandardCharsets.UTF_8)); // the last line need not end
        assertThat(run(input.toByteArray(), "id", "--cases", "-")).isZero();
        List<String> answers = printed().lines().toList();
        assertThat(answers).hasSize(6);
        assertThat(List.of(answers.getFirst(), answers.get(3), answers.getLast()))
                .containsOnly(id);
        assertThat(List.of(answers.get(1), answers.get(2), answers.get(4)))
                .allMatch(line -> line.startsWith("{\"error\":"));
    }

    @Test
    void brokenCasesHaveTheShapeOfTheirCommand() throws IOException {
        String[] broken = {"x", "{}", "[]", "{'object':{'type':'a','type':'b'}}"};
        assertThat(batch("id", broken).lines()).hasSize(4).allMatch(line -> line.startsWith("{'error':"));
        assertThat(batch("match", broken).lines()).hasSize(4).allMatch(line -> line.startsWith("{'error':"));
        assertThat(batch("pattern", broken).lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("{'valid':false,'error':") && !line.contains("findings"));
        assertThat(batch("validate", broken).lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("{'valid':false,'findings':[{'rule':"));
        assertThat(batch("match", "{'pattern':'[a:b = 1]'}", "{'pattern':'[a:b = 1]','observations':[5]}")
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{'error':'The \\'observations\\' of a case"));
    }

    @Test
    void aLineBeyondTheLimitIsAnsweredAndNotHeld() {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        List<ByteArrayInputStream> blocks = Collections.nCopies(70, block).stream()
                .map(ByteArrayInputStream::new)
                .toList();
        InputStream next = new ByteArrayInputStream("\n1\n".getBytes(StandardCharsets.UTF_8));
        InputStream both = new SequenceInputStream(new SequenceInputStream(Collections.enumeration(blocks)), next);
        PrintStream o = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(StixCommand.run(both, o, o, "canonical", "--cases", "-")).isZero();
        assertThat(printed().lines()).hasSize(2).last().isEqualTo("1");
        assertThat(printed()).contains("more than the 67108864 bytes");
    }

    @Test
    void anAnswerGoesOutBeforeTheNextLineIsWaitedFor() {
        String good = "{\"object\":{\"type\":\"domain-name\",\"value\":\"a.example\"}}\n";
        InputStream asker = new InputStream() {
            private int asked;

            @Override
            public int read() {
                throw new UnsupportedOperationException("blocks are read");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                assertThat(printed().lines()).hasSize(asked);
                byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, into, from, bytes.length);
                return asked++ < 3 ? bytes.length : -1;
            }
        };
        PrintStream buffered = new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
        assertThat(StixCommand.run(asker, buffered, buffered, "id", "--cases", "-"))
                .isZero();
        assertThat(printed().lines()).hasSize(3);
    }

    @Test
    void onlyObservablesHaveAnIdThatFollowsFromTheirContent() throws IOException {
        assertThat(batch("id", "{'object':{'type':'indicator','name':'a'}}", "{'object':{'type':'process','pid':1}}"))
                .startsWith("{'error':'The id of this indicator does not follow from its content")
                .contains("{'id':'process--");
        assertThat(run("{\"type\":\"x-own\"}", "id", "--opencti", "--json")).isEqualTo(1);
        assertThat(printed()).contains("{\"error\":\"The id of this x-own does not follow");
    }

    @Test
    void patternsAndUpgradesAreReadFromWhereTheyAreGiven() throws IOException {
        assertThat(run("[a:b  =  1]\n", "pattern", "-")).isZero();
        assertThat(printed()).isEqualTo("[a:b = 1]\n");
        String old = "{'object':{'type':'identity','id':'identity--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f',"
                + "'created':'2026-01-01T00:00:00.000Z','modified':'2026-01-01T00:00:00.000Z','name':'n',"
                + "'identity_class':'individual'}}";
        assertThat(batch("validate", old)).startsWith("{'valid':false");
        Path cases = folder.resolve("cases");
        out.reset();
        assertThat(run("", "validate", "--upgrade", "--cases", cases.toString()))
                .isZero();
        assertThat(printed()).startsWith("{\"valid\":true");
        assertThat(run("", "validate", "--cases", cases.toString(), "another")).isEqualTo(2);
    }

    @Test
    void matchAnswersInBatchesToo() throws IOException {
        String observations = "[{'type':'bundle','objects':[{'type':'observed-data',"
                + "'id':'observed-data--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f','number_observed':1,"
                + "'first_observed':'2026-01-01T00:00:00Z','last_observed':'2026-01-01T00:00:00Z',"
                + "'object_refs':['url--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f']},"
                + "{'type':'url','id':'url--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f','value':'https://a.example/'}]}]";
        assertThat(batch(
                        "match",
                        "{'pattern':'[url:defanged = true]','observations':" + observations + "}",
                        "{'pattern':'[url:value LIKE \\u0027%a.example%\\u0027]','observations':" + observations + "}",
                        "{'pattern':'[','observations':[]}"))
                .startsWith("{'matches':false}\n{'matches':true}\n{'error':");
    }

    @Test
    void validateSaysWhatIsWrongAndWhereAndWithWhichCode() {
        assertThat(run(
                        "{\"type\":\"domain-name\",\"id\":\"url--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f\",\"value\":\"a\"}",
                        "validate"))
                .isEqualTo(1);
        assertThat(printed()).contains("-: ERROR url--2aca0f5d").contains("/id").contains("[stix-id-type]");
        assertThat(run(
                        "{\"type\":\"domain-name\",\"id\":\"domain-name--2aca0f5d-6f8e-5f05-a1d6-0a0d60bd2b6f\",\"value\":\"a\"}",
                        "validate",
                        "--json"))
                .isZero();
        assertThat(printed()).contains("\"valid\":true");
    }

    @Test
    void textFromDataCannotRewriteTheTerminal() {
        assertThat(Terminal.safe("a\u001b[2Jb\u202ec\n")).isEqualTo("a\\u001b[2Jb\\u202ec\\u000a");
    }

    @Test
    void upgradeWritesABundleThatValidates() {
        String old = "{\"type\":\"bundle\",\"spec_version\":\"2.0\",\"objects\":[{\"type\":\"indicator\","
                + "\"id\":\"indicator--2aca0f5d-6f8e-4f05-a1d6-0a0d60bd2b6f\",\"labels\":[\"malicious-activity\"],"
                + "\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":\"2026-01-01T00:00:00.000Z\",\"name\":\"n\","
                + "\"pattern\":\"[url:value = 'https://a.example/']\",\"valid_from\":\"2026-01-01T00:00:00Z\"}]}";
        assertThat(run(old, "upgrade")).isZero();
        String upgraded = printed();
        out.reset();
        assertThat(run(upgraded, "validate")).as(printed()).isZero();
        assertThat(upgraded).contains("\"indicator_types\":[\"malicious-activity\"]");
    }

    @Test
    void jsonLinesAreSafeOnATerminalAndStillTheSameJson() {
        String name = "a\u001b[31m\u202e\udb40\udc01\u2028";
        String line = Cases.line(JsonObject.builder().put("name", name).build());
        assertThat(line).isEqualTo("{\"name\":\"a\\u001b[31m\\u202e\\udb40\\udc01\\u2028\"}");
        assertThat(((JsonObject) Json.read(line)).text("name")).contains(name);
    }

    @Test
    void numbersWithoutCanonicalFormAreRefusedNotThrown() {
        assertThat(run("{\"type\":\"mutex\",\"name\":1e999}", "id")).isEqualTo(1);
        assertThat(run("1e999", "canonical")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no canonical form");
    }

    @Test
    void nothingIsWrittenForAFileThatIsNotThere() {
        assertThat(run("", "upgrade", "no-such-file")).isEqualTo(2);
        assertThat(run("", "upgrade", folder.toString())).isEqualTo(2);
        assertThat(printed()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is a folder; name the files in it");
        assertThat(run("{\"type\":\"bundle\",\"objects\":[]}", "upgrade")).isZero();
        assertThat(printed()).doesNotContain("objects");
    }

    @Test
    void answersAreJsonWhereAsked() {
        assertThat(run("{\"type\":\"domain-name\",\"value\":\"a.example\"}", "id", "--json"))
                .isZero();
        assertThat(run("{\"type\":\"bundle\"}", "match", "--json", "[a:b = 1]")).isEqualTo(1);
        assertThat(run("{\"type\":\"bundle\"}", "match", "--json", "[a:b = ")).isEqualTo(2);
        assertThat(printed().lines().toList())
                .hasSize(3)
                .startsWith("{\"id\":\"domain-name--064f846b-2bd3-5015-8d6f-d260dbda99c1\"}", "{\"matches\":false}")
                .last()
                .asString()
                .startsWith("{\"error\":");
    }

    @Test
    void theHelpOfEveryCommandStaysAsItWasAgreed() {
        var all = new StringBuilder();
        for (String command : List.of("", "validate", "upgrade", "id", "canonical", "pattern", "match")) {
            out.reset();
            all.append(command.isEmpty() ? "$ stix --help\n" : "$ stix " + command + " --help\n");
            assertThat(command.isEmpty() ? run("", "--help") : run("", command, "--help"))
                    .isZero();
            all.append(printed()).append('\n');
        }
        Golden.check("stix-help.txt", all.toString());
    }

    @Test
    void wrongUseHasItsOwnCode() {
        assertThat(run("")).isEqualTo(2);
        assertThat(run("", "nonsense")).isEqualTo(2);
        assertThat(run("", "validate", "no-such-file")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no file no-such-file.");
        assertThat(run("", "--help")).isZero();
        assertThat(run("", "pattern", "[a:b")).isEqualTo(1);
    }
}
