package theriac.stix.value;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds values in free text: mails, reports, messages, notes. Defanged spellings are read. Pure,
/// thread-safe, and linear in the length of the text.
///
/// A URL also gives its host as a value of its own. Addresses that never lead to an attacker (private,
/// loopback, link-local, multicast), file names, version numbers and empty-file hashes are not reported.
public final class Extraction {

    private Extraction() {}

    /// All values, in the order of the text; a value that occurs twice is listed twice.
    public static List<Extracted> find(String text) {
        return find(text, Set.of());
    }

    /// All values but those whose host lies in one of these domains: the reader's own names, which a message
    /// links to as well. Names in normal form; a name covers its sub-domains.
    public static List<Extracted> find(String text, Set<String> ownDomains) {
        var page = new ExtractionPage(Refanger.refang(text), ownDomains);
        UrlFinder.find(page);
        MailFinder.find(page);
        TokenFinder.find(page);
        NumberFinder.find(page);
        NameFinder.find(page);
        return page.found().stream()
                .sorted(Comparator.comparingInt(Extracted::start).thenComparingInt(e -> -e.end()))
                .toList();
    }

    /// The distinct values of a text, in the order in which they first occur.
    public static Set<NormalValue> values(String text) {
        var values = new LinkedHashSet<NormalValue>();
        find(text).forEach(extracted -> values.add(extracted.value()));
        return values;
    }
}
