package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class CsvTableTest {

    private final CsvTable format = new CsvTable();

    @Test
    void aHeaderNamesTheColumns() throws Exception {
        var read = Collected.read(format, """
                type,indicator,classification,detected_date
                domain,evil[.]example,suspicious,2026-02-03
                url,"hxxp://evil.example/a,b",malicious,2026-02-04
                """);
        assertThat(read.patterns())
                .containsExactly("[domain-name:value = 'evil.example']", "[url:value = 'http://evil.example/a,b']");
        assertThat(read.objects.getFirst().text("valid_from")).contains("2026-02-03T00:00:00.000Z");
        assertThat(read.objects.getFirst().description()).contains("suspicious");
    }

    @Test
    void withoutAHeaderTheColumnOfValuesIsFound() throws Exception {
        var read = Collected.read(format, """
                2026-08-16 01:04:58,someone,domain,evil.example,#phishing,https://social.example/someone/1
                2026-08-16 01:04:59,someone,url,http://bad.example/x,#phishing,https://social.example/someone/2
                2026-08-16 01:05:00,someone,domain,worse.example,#phishing,https://social.example/someone/3
                """);
        assertThat(read.patterns())
                .containsExactly(
                        "[domain-name:value = 'evil.example']",
                        "[url:value = 'http://bad.example/x']",
                        "[domain-name:value = 'worse.example']");
    }

    @Test
    void aHeaderInACommentCounts() throws Exception {
        var read = Collected.read(format, """
                ######
                # id,dateadded,url,url_status,tags
                "1","2026-03-24 06:46:29","http://192.0.2.196:37215/x.m","online","flubot,apk"
                """);
        assertThat(read.patterns()).containsExactly("[url:value = 'http://192.0.2.196:37215/x.m']");
        assertThat(read.objects.getFirst().labels()).containsExactly("flubot", "apk");
        assertThat(read.objects.getFirst().text("valid_from")).contains("2026-03-24T06:46:29.000Z");
    }

    @Test
    void theDelimiterIsFoundAndCanBeNamed() throws Exception {
        assertThat(Collected.read(format, "indicator;notes\nevil.example;one, two, three\n")
                        .patterns())
                .hasSize(1);
        var settings = Collected.SETTINGS.withOptions(
                (JsonObject) Json.read("{\"delimiter\":\"|\",\"columns\":{\"value\":\"was\"}}"));
        var input = new ByteArrayInputStream("a|was\n1|evil.example\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Collected.read(format, input, settings).patterns())
                .containsExactly("[domain-name:value = 'evil.example']");
    }

    @Test
    void aRowWithoutAValueIsRejectedAloneAndSaysWhichColumnsWereLookedAt() throws Exception {
        var read = Collected.read(format, "indicator,notes\nevil.example,x\n,y\n192.0.2.1,z\n");
        assertThat(read.objects).hasSize(2);
        assertThat(read.rejected).containsExactly("line 3");
        assertThat(read.findings.getFirst().message()).contains("indicator");
    }

    @Test
    void aQuoteThatIsNeverClosedDamagesAHundredLinesAndNotTheFile() throws Exception {
        var text = new StringBuilder("indicator,notes\n\"evil.example,x\n");
        for (int i = 0; i < 200; i++) {
            text.append("host").append(i).append(".example,y\n");
        }
        var read = Collected.read(format, text.toString());
        assertThat(read.objects).hasSizeGreaterThanOrEqualTo(100);
        assertThat(read.rejected).containsExactly("line 2");
    }
}
