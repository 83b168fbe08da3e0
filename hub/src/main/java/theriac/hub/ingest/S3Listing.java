package theriac.hub.ingest;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchFailure.Kind;

/// A page of a bucket's list (`ListBucketResult` of ListObjectsV2).
///
/// @param entries in the order of the list
/// @param next the token of the next page; empty on the last
record S3Listing(List<Entry> entries, Optional<String> next) {

    private static final int LONGEST = 8_192;

    /// @param key encoded as in an address, as it was asked for
    /// @param etag changes when the content does; not always a checksum
    /// @param modified as the server writes it
    record Entry(String key, String etag, String modified, long size) {}

    /// @throws FetchFailure when it is no such page
    static S3Listing read(InputStream page) throws FetchFailure {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return read(factory.createXMLStreamReader(page));
        } catch (XMLStreamException | NumberFormatException unreadable) {
            throw none();
        }
    }

    private static S3Listing read(XMLStreamReader xml) throws XMLStreamException, FetchFailure {
        var entries = new ArrayList<Entry>();
        var beside = new HashMap<String, String>();
        Map<String, String> entry = beside;
        var text = new StringBuilder();
        boolean isList = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
                isList |= xml.getLocalName().equals("ListBucketResult");
                entry = xml.getLocalName().equals("Contents") ? new HashMap<>() : entry;
            } else if (event == XMLStreamConstants.CHARACTERS && text.length() < LONGEST) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("Contents")) {
                entries.add(entry(entry));
                entry = beside;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                entry.put(xml.getLocalName(), text.toString().strip());
                text.setLength(0);
            }
        }
        var next = Optional.ofNullable(beside.get("NextContinuationToken")).filter(token -> !token.isEmpty());
        boolean more = "true".equals(beside.get("IsTruncated"));
        if (!isList || more && next.isEmpty()) {
            throw none();
        }
        return new S3Listing(List.copyOf(entries), next.filter(token -> more));
    }

    private static Entry entry(Map<String, String> said) {
        return new Entry(
                said.getOrDefault("Key", ""),
                said.getOrDefault("ETag", ""),
                said.getOrDefault("LastModified", ""),
                Long.parseLong(said.getOrDefault("Size", "0")));
    }

    private static FetchFailure none() {
        return new FetchFailure(
                Kind.BROKEN,
                "The answer is not the list of a bucket, or not all of it: check the address, which names the server and then the bucket.");
    }
}
