package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import theriac.stix.BundleSink;

/// One way in which others write intelligence. A reader streams: it holds one record at a time, a bad record is
/// rejected alone with its raw bytes and the place where it stood, and everything else goes on.
public interface Format {

    /// Reads everything and tells the sink. What is wrong with the content is a finding; only the stream itself
    /// throws.
    ///
    /// @throws IOException when the stream breaks; what came before has been told
    void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException;

    /// The places of a list whose columns can be chosen, with what stands there and what it is taken for; empty for
    /// formats that say themselves where everything stands.
    ///
    /// @param input the beginning of a delivery, read at most to its first records
    /// @throws IOException when the stream breaks
    default List<Place> places(InputStream input, FormatSettings settings) throws IOException {
        return List.of();
    }

    /// Whether the objects are the source's own STIX, so that the rules of STIX are the source's to keep; false
    /// when the reader makes them.
    default boolean isStix() {
        return false;
    }

    /// The kinds that [#of] knows, without the two that are STIX under another name (`taxii`, `member`).
    static List<String> kinds() {
        return List.of(
                "stix",
                "stix1",
                "misp",
                "galaxy",
                "eclecticiq",
                "openioc",
                "csv",
                "json",
                "ndjson",
                "text",
                "prose",
                "csaf",
                "cve",
                "kev",
                "epss",
                "xarf",
                "suricata",
                "snort",
                "yara");
    }

    /// The format of a source's `kind`; the kinds are described in `docs/operate/formats.md`.
    static Optional<Format> of(String kind) {
        return switch (kind) {
            case "stix", "taxii", "member" -> Optional.of(new StixBundle());
            case "csv" -> Optional.of(new CsvTable());
            case "text" -> Optional.of(new TextList());
            case "misp" -> Optional.of(new MispEvent());
            case "json" -> Optional.of(new JsonTable(false));
            case "ndjson" -> Optional.of(new JsonTable(true));
            case "kev" -> Optional.of(new JsonFormat("kev", "/vulnerabilities", Vulnerabilities::exploited));
            case "cve" -> Optional.of(new JsonFormat("cve", "", Vulnerabilities::record));
            case "epss" -> Optional.of(new EpssScores());
            case "csaf" -> Optional.of(new JsonFormat("csaf", "", CsafDocument::read));
            case "xarf" -> Optional.of(new JsonFormat("xarf", "", XarfReport::read));
            case "stix1" -> Optional.of(new Stix1());
            case "openioc" -> Optional.of(new OpenIoc());
            case "galaxy" -> Optional.of(new MispGalaxy());
            case "rss" -> Optional.of(new RssFeed());
            case "prose" -> Optional.of(new ProseText());
            case "suricata", "snort" -> Optional.of(new NetworkRules(kind));
            case "yara" -> Optional.of(new YaraRules());
            case "eclecticiq" -> Optional.of(new JsonFormat("eclecticiq", "/entities", EclecticIq::read));
            default -> Optional.empty();
        };
    }
}
