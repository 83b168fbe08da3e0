package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import theriac.stix.Severity;
import theriac.stix.Validation;

class TextListTest {

    private final TextList format = new TextList();

    @Test
    void readsDefangedValuesCommentsHostsLinesAndPorts() throws Exception {
        var read = Collected.read(format, """
                # a comment
                ; another
                evil[.]example
                hxxps://login.evil.example/betaal?id=1   the link of the message
                0.0.0.0 tracker.example
                192.0.2.7:8080
                198.51.100[.]0/24
                """);
        assertThat(read.patterns())
                .containsExactly(
                        "[domain-name:value = 'evil.example']",
                        "[url:value = 'https://login.evil.example/betaal?id=1']",
                        "[domain-name:value = 'tracker.example']",
                        "[ipv4-addr:value = '192.0.2.7']",
                        "[ipv4-addr:value ISSUBSET '198.51.100.0/24']");
        assertThat(read.objects.get(1).description()).contains("the link of the message");
        assertThat(read.rejected).isEmpty();
    }

    @Test
    void everyIndicatorIsValidStix() throws Exception {
        var read = Collected.read(format, "evil.example\n192.0.2.1\nd41d8cd98f00b204e9800998ecf8427e\n");
        assertThat(read.objects)
                .hasSize(3)
                .allSatisfy(object -> assertThat(Validation.validate(object))
                        .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @Test
    void oneBadLineIsRejectedAloneWithItsPlace() throws Exception {
        var read = Collected.read(format, "evil.example\nthis is nothing\n192.0.2.1\n");
        assertThat(read.objects).hasSize(2);
        assertThat(read.rejected).containsExactly("line 2");
        assertThat(read.findings)
                .singleElement()
                .satisfies(f -> assertThat(f.pointer()).isEqualTo("line 2"));
    }

    @Test
    void theSameListGivesTheSameVersionsAgain() throws Exception {
        var first = Collected.read(format, "evil.example\n");
        var second = Collected.read(format, "# a new comment\nEVIL.example.\n");
        assertThat(second.objects).isEqualTo(first.objects);
    }

    @Test
    void aLogInPageInsteadOfAListIsRefusedAsAWhole() throws Exception {
        var read = Collected.read(
                format, "<!DOCTYPE html><html><a href='http://evil.example'>evil.example</a></html>\nevil.example\n");
        assertThat(read.objects).isEmpty();
        assertThat(read.findings)
                .singleElement()
                .satisfies(f -> assertThat(f.rule()).isEqualTo("list.web-page"));
    }

    @Test
    void utf16AndWindowsTextAreRead() throws Exception {
        var wide = ("\uFEFFevil.example\r\n192.0.2.1\r\n").getBytes(StandardCharsets.UTF_16LE);
        assertThat(Collected.read(format, wide).objects).hasSize(2);
        var old = "evil.example caf\u00e9\n".getBytes(Charset.forName("windows-1252"));
        assertThat(Collected.read(format, old).objects.getFirst().description()).contains("caf\u00e9");
    }

    @Test
    void aLineOfTenMegabytesIsCutAndTheRestIsRead() throws Exception {
        var read = Collected.read(format, "x".repeat(10_000_000) + "\nevil.example\n");
        assertThat(read.objects).hasSize(1);
        assertThat(read.rejected).containsExactly("line 1");
    }
}
