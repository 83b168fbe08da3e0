package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Validation;

class RssFeedTest {

    private static final FormatSettings SETTINGS = FormatSettings.of(
            StixId.parse("identity--11111111-1111-4111-8111-111111111111").orElseThrow(),
            Instant.parse("2026-01-01T00:00:00Z"));

    private static Collected read(String xml) throws IOException {
        var collected = new Collected();
        new RssFeed().read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), SETTINGS, collected);
        return collected;
    }

    @Test
    void anRssItemBecomesAReportWithItsLink() throws IOException {
        var read = read("""
                <?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
                <item><title>A leak &amp; a fix</title><link>https://news.example/1</link><guid>n1</guid>
                <pubDate>Tue, 03 Feb 2026 10:00:00 +0100</pubDate>
                <description>&lt;p&gt;Update &lt;b&gt;now&lt;/b&gt;.&lt;/p&gt;</description></item>
                <item><title>No date</title></item></channel></rss>""");
        assertThat(read.objects).hasSize(2);
        var first = read.objects.getFirst();
        assertThat(first.name().orElse("")).isEqualTo("A leak & a fix");
        assertThat(first.description().orElse("")).isEqualTo("Update now .");
        assertThat(first.text("published").orElse("")).isEqualTo("2026-02-03T09:00:00.000Z");
        assertThat(first.text()).contains("https://news.example/1");
        assertThat(read.objects).allSatisfy(report -> assertThat(errors(report)).isEmpty());
    }

    private static java.util.List<String> errors(StixObject object) {
        return Validation.validate(object).stream()
                .filter(finding -> finding.isError())
                .map(Object::toString)
                .toList();
    }

    @Test
    void anAtomEntryKeepsItsIdWhenItChanges() throws IOException {
        var entry = """
                <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:a</id><title>T</title><link href="https://n.example/"/>
                <published>2026-01-02T00:00:00Z</published><updated>%s</updated><summary>S</summary></entry></feed>""";
        var before = read(entry.formatted("2026-01-02T00:00:00Z")).objects.getFirst();
        var after = read(entry.formatted("2026-01-03T00:00:00Z")).objects.getFirst();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.text("modified").orElse("")).isEqualTo("2026-01-03T00:00:00.000Z");
    }

    @Test
    void hostileXmlEndsInAFinding() throws IOException {
        var bomb = read("""
                <?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
                <rss><channel><item><title>&b;&f;</title></item></channel></rss>""");
        assertThat(bomb.findings).isNotEmpty();
        assertThat(bomb.objects).allSatisfy(report -> assertThat(report.text()).doesNotContain("root:", "aaaa"));
        var cut = read("<rss><channel><item><title>One</title></item><item><title>Tw");
        assertThat(cut.objects).hasSize(1);
        assertThat(cut.findings).isNotEmpty();
        assertThat(read("<html></html>").findings).isNotEmpty();
    }
}
