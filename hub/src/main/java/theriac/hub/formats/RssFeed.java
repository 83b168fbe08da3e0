package theriac.hub.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import theriac.stix.BundleSink;
import theriac.stix.DeterministicIds;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// News as RSS 0.9 to 2.0 or Atom (RFC 4287): each item becomes a report in the words of its author, with a
/// link to where it stands. One item is held at a time. DTDs and entities of one's own are refused; HTML
/// becomes plain text.
public final class RssFeed implements Format {

    private static final UUID NAMESPACE = UUID.fromString("1f0c5b0a-2b57-4d0f-8c66-2f8b1b7d3a11");

    private static final int LONGEST_TEXT = 20_000;

    /// What is read of an item; the names of both families lead to the same part.
    private enum Part {
        TITLE,
        LINK,
        ID,
        WRITTEN,
        CHANGED,
        TEXT
    }

    private static final Map<String, Part> PARTS = Map.ofEntries(
            Map.entry("title", Part.TITLE),
            Map.entry("link", Part.LINK),
            Map.entry("guid", Part.ID),
            Map.entry("id", Part.ID),
            Map.entry("pubDate", Part.WRITTEN),
            Map.entry("date", Part.WRITTEN),
            Map.entry("published", Part.WRITTEN),
            Map.entry("updated", Part.CHANGED),
            Map.entry("description", Part.TEXT),
            Map.entry("summary", Part.TEXT));

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var broken = new Broken(input);
        var items = new Items(settings, sink);
        try {
            items.read(hardened().createXMLStreamReader(broken));
        } catch (XMLStreamException damaged) {
            broken.rethrow();
            sink.finding(
                    Finding.error(
                            "rss.xml",
                            "/item[%d]".formatted(items.index),
                            "This is no XML from here on, or XML with a document type of its own; the items before it were read."));
            return;
        }
        if (items.index == 0) {
            sink.finding(Finding.warning(
                    "rss.items", "", "There is no item in this XML: it is an empty feed, or no RSS or Atom at all."));
        }
    }

    private static XMLInputFactory hardened() {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static final class Items {
        private final FormatSettings settings;
        private final BundleSink sink;
        private int index;

        Items(FormatSettings settings, BundleSink sink) {
            this.settings = settings;
            this.sink = sink;
        }

        void read(XMLStreamReader xml) throws XMLStreamException {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && isItem(xml)) {
                    tell(item(xml));
                }
            }
        }

        private static boolean isItem(XMLStreamReader xml) {
            return xml.getLocalName().equals("item") || xml.getLocalName().equals("entry");
        }

        private static Map<Part, String> item(XMLStreamReader xml) throws XMLStreamException {
            var parts = new EnumMap<Part, String>(Part.class);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    var part = PARTS.get(xml.getLocalName());
                    var href = xml.getAttributeValue(null, "href");
                    var text = text(xml);
                    if (part != null) {
                        parts.putIfAbsent(part, part == Part.LINK && href != null ? href : text);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && isItem(xml)) {
                    return parts;
                }
            }
            return parts;
        }

        /// All text below the element that was just begun, cut.
        private static String text(XMLStreamReader xml) throws XMLStreamException {
            var text = new StringBuilder();
            for (int depth = 1; depth > 0; ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (text.length() < LONGEST_TEXT) {
                            text.append(xml.getText());
                        }
                    }
                    default -> {
                        // Comments and processing instructions say nothing.
                    }
                }
            }
            return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).strip();
        }

        private void tell(Map<Part, String> parts) {
            var pointer = "/item[%d]".formatted(index);
            var title = plain(parts.getOrDefault(Part.TITLE, ""));
            var link = parts.getOrDefault(Part.LINK, "");
            var name = parts.getOrDefault(Part.ID, link.isEmpty() ? title : link);
            if (name.isEmpty()) {
                sink.rejected(
                        index++,
                        pointer,
                        new byte[0],
                        List.of(Finding.error(
                                "rss.item", pointer, "The item has neither an id nor a link nor a title.")));
                return;
            }
            sink.object(index++, pointer, report(parts, name, title, link), List.of());
        }

        private StixObject report(Map<Part, String> parts, String name, String title, String link) {
            var written = moment(parts.get(Part.WRITTEN)).or(() -> moment(parts.get(Part.CHANGED)));
            var published = written.orElse(settings.undated());
            var changed = moment(parts.get(Part.CHANGED))
                    .filter(at -> at.isAfter(published))
                    .orElse(published);
            var author = settings.author().text();
            var json = JsonObject.builder()
                    .put("type", "report")
                    .put("spec_version", "2.1")
                    .put(
                            "id",
                            DeterministicIds.named(NAMESPACE, "report", author + "|" + name)
                                    .text())
                    .put("created_by_ref", author)
                    .put("created", StixTimestamp.of(published).text())
                    .put("modified", StixTimestamp.of(changed).text())
                    .put("name", title.isEmpty() ? name : title);
            var text = plain(parts.getOrDefault(Part.TEXT, ""));
            if (!text.isEmpty()) {
                json.put("description", text);
            }
            json.put("published", StixTimestamp.of(published).text()).put("object_refs", List.of(author));
            if (link.startsWith("https://") || link.startsWith("http://")) {
                json.put(
                        "external_references",
                        JsonArray.of(List.of(JsonObject.builder()
                                .put("source_name", "rss")
                                .put("url", link)
                                .build())));
            }
            return StixObject.of(json.build());
        }

        /// RFC 1123 as RSS writes it, or RFC 3339 as Atom does; anything else is no date.
        private static Optional<Instant> moment(@org.jspecify.annotations.Nullable String text) {
            if (text == null || text.isEmpty()) {
                return Optional.empty();
            }
            var format = Character.isDigit(text.charAt(0)) && text.contains("T")
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    : DateTimeFormatter.RFC_1123_DATE_TIME;
            try {
                return Optional.of(OffsetDateTime.parse(text, format).toInstant());
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        }

        /// Without tags and the few entities that feeds write twice.
        private static String plain(String html) {
            var text = new StringBuilder(html.length());
            boolean inTag = false;
            for (int i = 0; i < html.length(); i++) {
                char c = html.charAt(i);
                boolean opens = c == '<'
                        && i + 1 < html.length()
                        && "/!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(html.charAt(i + 1)) >= 0;
                if (opens && html.indexOf('>', i) > 0) {
                    inTag = true;
                } else if (inTag && c == '>') {
                    inTag = false;
                    text.append(' ');
                } else if (!inTag) {
                    text.append(c);
                }
            }
            return text.toString()
                    .replace("&nbsp;", " ")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    /// Remembers that the stream broke: the XML reader wraps that beyond recognition.
    private static final class Broken extends FilterInputStream {
        private Optional<IOException> failure = Optional.empty();

        Broken(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException broken) {
                failure = Optional.of(broken);
                throw broken;
            }
        }

        void rethrow() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
