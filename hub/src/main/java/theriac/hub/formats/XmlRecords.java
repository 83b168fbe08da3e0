package theriac.hub.formats;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import theriac.stix.Finding;
import theriac.stix.json.Encoding;
import theriac.stix.json.JsonLimits;

/// The records of an XML text, one at a time. A record inside a record is told on its own, before it, and stands
/// in it as an empty element with `idref`: so an incident with a hundred thousand indicators is read one
/// indicator at a time.
///
/// Hardened: a document type, and with it every entity of one's own, ends the reading; nothing outside is
/// fetched; nesting, attributes, text and elements of a record are bounded. Used once.
final class XmlRecords {

    private static final int START = 200;
    private static final Pattern ENCODING = Pattern.compile(
            "(?s)(?:\\x{ef}\\x{bb}\\x{bf})?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"'].*");
    private static final int MOST_NODES = 200_000;
    private static final int MOST_ATTRIBUTES = 100;

    private final Watched in;
    private final JsonLimits limits;
    private final Telling telling;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private long nodes;
    private long chars;

    XmlRecords(InputStream stream, JsonLimits limits, Telling telling) {
        this.in = new Watched(stream);
        this.limits = limits;
        this.telling = telling;
    }

    /// What is a record, and who takes it.
    interface Sink {
        /// @param parent the name of the element around it; empty for the outermost
        boolean isRecord(String name, String parent, Map<String, String> attributes);

        /// @param pointer its way from the outermost element
        void record(XmlNode record, String pointer);

        /// An element that is no record begins outside of all records.
        default void enters(String name, Map<String, String> attributes) {}

        /// It ends.
        default void leaves(String name) {}
    }

    /// An element whose end was not met yet.
    private static final class Open {
        final String name;
        final Map<String, String> attributes;
        final boolean record;
        final boolean held;
        final List<XmlNode> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Open(String name, Map<String, String> attributes, boolean record, boolean held) {
            this.name = name;
            this.attributes = attributes;
            this.record = record;
            this.held = held;
        }

        XmlNode close() {
            return new XmlNode(name, attributes, List.copyOf(children), text.toString());
        }
    }

    void read(Sink sink) throws IOException {
        try {
            walk(factory().createXMLStreamReader(decoded()), sink);
        } catch (XMLStreamException bad) {
            if (in.broken != null) {
                throw in.broken;
            }
            stopped(
                    "xml.syntax",
                    "The text is no well-formed XML from here on; what came before is read. (%s)"
                            .formatted(firstLine(bad)));
        }
    }

    /// The text, by its byte order mark or its declaration, else UTF-8. Decoded here, since the parser prints
    /// what it cannot decode.
    private Reader decoded() throws IOException, XMLStreamException {
        var buffered = new BufferedInputStream(in);
        buffered.mark(START);
        var start = buffered.readNBytes(START);
        buffered.reset();
        var declared = ENCODING.matcher(new String(start, StandardCharsets.ISO_8859_1));
        boolean wide = Encoding.wide(start).isPresent();
        var name = wide ? "UTF-16" : declared.lookingAt() ? declared.group(1) : "UTF-8";
        try {
            buffered.skipNBytes(Encoding.startsWithBom(start) ? 3 : 0);
            return new InputStreamReader(buffered, Charset.forName(name).newDecoder());
        } catch (IllegalArgumentException unknown) {
            throw new XMLStreamException("The encoding \"%s\" is not known.".formatted(name), unknown);
        }
    }

    private static String firstLine(XMLStreamException bad) {
        return String.valueOf(bad.getMessage())
                .lines()
                .reduce((one, last) -> last)
                .orElse("")
                .strip();
    }

    /// What reads no document type, no entity of a document's own, and nothing outside of it. It stands on
    /// its own, though [#walk] stops at a document type anyway: either is enough.
    static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
        return factory;
    }

    private void walk(XMLStreamReader xml, Sink sink) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (next(xml)) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION -> {
                    stopped("xml.dtd", "The document has a document type or an entity of its own, which is not read.");
                    return;
                }
                case XMLStreamConstants.START_ELEMENT -> start(xml, sink);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
                case XMLStreamConstants.END_ELEMENT -> end(sink);
                default -> {}
            }
            var excess = excess();
            if (excess.isPresent()) {
                stopped("xml.limit", excess.get());
                return;
            }
        }
    }

    /// The parser's own faults must not end a delivery.
    private static int next(XMLStreamReader xml) throws XMLStreamException {
        try {
            return xml.next();
        } catch (RuntimeException fault) {
            throw new XMLStreamException(
                    "The XML parser gave up: " + fault.getClass().getSimpleName(), fault);
        }
    }

    private Optional<String> excess() {
        if (open.size() > limits.depth()) {
            return Optional.of(
                    "The elements are nested more than %d deep, which is the limit.".formatted(limits.depth()));
        }
        if (nodes > MOST_NODES || chars > limits.objectBytes()) {
            return Optional.of("One record has more than %d elements or %d characters, which is the limit."
                    .formatted(MOST_NODES, limits.objectBytes()));
        }
        return Optional.empty();
    }

    private void start(XMLStreamReader xml, Sink sink) {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(xml.getAttributeCount(), MOST_ATTRIBUTES); i++) {
            boolean schema = String.valueOf(xml.getAttributeNamespace(i)).endsWith("XMLSchema-instance");
            attributes.put((schema ? "xsi:" : "") + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        var parent = open.peek();
        var name = xml.getLocalName();
        boolean record = sink.isRecord(name, parent == null ? "" : parent.name, attributes);
        boolean held = record || parent != null && parent.held;
        if (!held) {
            sink.enters(name, attributes);
        }
        nodes += held ? 1 : 0;
        open.push(new Open(name, attributes, record, held));
    }

    private void text(XMLStreamReader xml) {
        var element = open.peek();
        if (element != null && element.held) {
            chars += xml.getTextLength();
            element.text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
    }

    private void end(Sink sink) {
        var element = open.pop();
        if (!element.held) {
            sink.leaves(element.name);
            return;
        }
        var node = element.close();
        var parent = open.peek();
        if (element.record) {
            sink.record(node, pointer(element));
            node = new XmlNode(node.name(), reference(node.attributes()), List.of(), "");
        }
        if (parent != null && parent.held) {
            parent.children.add(node);
        } else {
            nodes = 0;
            chars = 0;
        }
    }

    private static Map<String, String> reference(Map<String, String> attributes) {
        return attributes.containsKey("id") ? Map.of("idref", attributes.get("id")) : attributes;
    }

    private String pointer(@Nullable Open last) {
        var way = new StringBuilder();
        open.descendingIterator().forEachRemaining(element -> way.append('/').append(element.name));
        if (last != null) {
            way.append('/').append(last.name);
            var id = last.attributes.get("id");
            if (id != null) {
                way.append('#').append(id);
            }
        }
        return way.toString();
    }

    /// What of a record was read stays rejected with it.
    private void stopped(String rule, String why) {
        var place = pointer(null);
        var started = open.stream().filter(element -> element.record).findFirst();
        if (started.isPresent()) {
            telling.reject(
                    place,
                    started.get().close().write().getBytes(StandardCharsets.UTF_8),
                    List.of(Finding.error(rule, place, why)));
        } else {
            telling.remark(Finding.error(rule, place, why));
        }
    }

    /// Tells the stream's failures from the text's.
    private static final class Watched extends FilterInputStream {
        private @Nullable IOException broken;

        Watched(InputStream in) {
            super(in);
        }

        /// The parser closes what it has read to its end; the stream is its giver's, who reads what follows.
        @Override
        public void close() {}

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failure) {
                broken = failure;
                throw failure;
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException failure) {
                broken = failure;
                throw failure;
            }
        }
    }
}
