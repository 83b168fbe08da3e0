package theriac.hub.publications;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import theriac.hub.formats.CsafAdvisory;

/// Warnings with TLP:CLEAR as Atom (RFC 4287) and as RSS 2.0, for readers of news. A warning that was
/// withdrawn stays in the feed, so that who saw it hears of it, and its summary says so. Pure.
final class OpenFeeds {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final String certName;
    private final String publicUrl;
    private final String language;

    /// @param publicUrl without a slash at the end
    /// @param language `nl` or `en`
    OpenFeeds(String certName, String publicUrl, String language) {
        this.certName = certName;
        this.publicUrl = publicUrl;
        this.language = language;
    }

    private interface Body {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }

    /// @param headlines the newest first
    /// @param since when the feed began, for one without entries
    String atom(List<Headline> headlines, Instant since) {
        return document(out -> {
            out.writeStartElement("feed");
            out.writeDefaultNamespace(ATOM);
            out.writeAttribute("xml:lang", language);
            text(out, "id", publicUrl + "/warnings");
            text(out, "title", certName);
            text(out, "updated", CsafAdvisory.moment(updated(headlines, since)));
            link(out, "self", publicUrl + "/warnings/feed.atom?lang=" + language);
            link(out, "alternate", publicUrl + "/warnings?lang=" + language);
            out.writeStartElement("author");
            text(out, "name", certName);
            out.writeEndElement();
            for (var headline : headlines) {
                out.writeStartElement("entry");
                text(out, "id", "urn:uuid:" + headline.id());
                text(out, "title", headline.wording(language).title());
                text(out, "published", CsafAdvisory.moment(headline.published()));
                text(out, "updated", CsafAdvisory.moment(headline.updated()));
                link(out, "alternate", page(headline));
                text(out, "summary", summary(headline));
                out.writeEndElement();
            }
            out.writeEndElement();
        });
    }

    /// @param headlines the newest first
    /// @param since when the feed began, for one without entries
    String rss(List<Headline> headlines, Instant since) {
        return document(out -> {
            out.writeStartElement("rss");
            out.writeAttribute("version", "2.0");
            out.writeStartElement("channel");
            text(out, "title", certName);
            text(out, "link", publicUrl + "/warnings?lang=" + language);
            text(out, "description", new OpenPages(certName, language, ZoneOffset.UTC).title());
            text(out, "language", language);
            text(out, "lastBuildDate", mailDate(updated(headlines, since)));
            for (var headline : headlines) {
                out.writeStartElement("item");
                text(out, "title", headline.wording(language).title());
                text(out, "link", page(headline));
                text(out, "description", summary(headline));
                out.writeStartElement("guid");
                out.writeAttribute("isPermaLink", "false");
                out.writeCharacters("urn:uuid:" + headline.id());
                out.writeEndElement();
                text(out, "pubDate", mailDate(headline.published()));
                out.writeEndElement();
            }
            out.writeEndElement();
            out.writeEndElement();
        });
    }

    private String summary(Headline headline) {
        return headline.withdrawn()
                ? Templates.section(Templates.csaf(language), "withdrawn-text-bare", Map.of())
                : headline.update()
                                .map(update -> Templates.section(
                                                Templates.csaf(language),
                                                "updated",
                                                Map.of(
                                                        "version",
                                                        update.version(),
                                                        "changed",
                                                        update.changed().text(language)))
                                        + "\n\n")
                                .orElse("")
                        + headline.wording(language).summary();
    }

    private String page(Headline headline) {
        return OpenPages.address(publicUrl, headline.reference()) + "?lang=" + language;
    }

    private static Instant updated(List<Headline> headlines, Instant since) {
        return headlines.stream().map(Headline::updated).reduce(since, (a, b) -> a.isAfter(b) ? a : b);
    }

    private static String mailDate(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String document(Body body) {
        var text = new StringWriter();
        try {
            var out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            body.write(out);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("XML could not be written into memory.", impossible);
        }
        return text + "\n";
    }

    private static void text(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private static void link(XMLStreamWriter out, String relation, String href) throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", relation);
        out.writeAttribute("href", href);
    }
}
