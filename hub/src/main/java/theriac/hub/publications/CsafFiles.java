package theriac.hub.publications;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.vault.SigningKey;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// What a trusted provider has beside its documents (CSAF 2.0 §7.1.8 to §7.1.20): its metadata, a ROLIE
/// feed for each label, and the service document that names the feeds. What everybody may read is under
/// `/.well-known/csaf/`, what needs a log-in or a key under `/csaf/` (requirement 7: another path). Pure.
final class CsafFiles {

    /// Labels of CSAF 2.0 that publications have, from the widest on.
    static final List<String> LABELS = List.of("WHITE", "GREEN", "AMBER");

    private static final String SCHEMA = "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json";

    private final CsafAdvisory.Publisher publisher;
    private final String publicUrl;
    private final String language;

    /// @param publicUrl without a slash at the end
    /// @param language of the titles
    CsafFiles(CsafAdvisory.Publisher publisher, String publicUrl, String language) {
        this.publisher = publisher;
        this.publicUrl = publicUrl;
        this.language = language;
    }

    /// The labels that one of CSAF's stands for.
    static List<Tlp> tlps(String label) {
        return List.of(Tlp.values()).stream()
                .filter(tlp -> CsafAdvisory.label(tlp).equals(label))
                .toList();
    }

    /// The folder of a label's documents, with a slash at the end.
    static String folder(String publicUrl, String label) {
        var lower = label.toLowerCase(Locale.ROOT);
        return publicUrl + (label.equals("WHITE") ? "/.well-known/csaf/" : "/csaf/") + lower + "/";
    }

    /// Where a document is: under the year of its first release (requirement 11).
    ///
    /// @param publicUrl without a slash at the end
    static String document(String publicUrl, String label, String reference, Instant published) {
        int year = published.atOffset(ZoneOffset.UTC).getYear();
        return folder(publicUrl, label) + year + "/" + CsafAdvisory.fileName(reference);
    }

    /// The reference of the document of that name; a name that no document has gives a reference that
    /// none has.
    static String reference(String file) {
        return file.replaceFirst("\\.json$", "").toUpperCase(Locale.ROOT);
    }

    private String key(String fingerprint) {
        return publicUrl + "/.well-known/csaf/openpgp/" + fingerprint + ".asc";
    }

    private String feed(String label) {
        return folder(publicUrl, label) + "feed.json";
    }

    private String service() {
        return publicUrl + "/.well-known/csaf/service.json";
    }

    /// `provider-metadata.json` (§7.1.7).
    ///
    /// @param keys at least one
    /// @param updated when a document that everybody may read last changed
    JsonObject metadata(List<SigningKey.PublicKey> keys, Instant updated) {
        var feeds = LABELS.stream()
                .map(label -> JsonObject.builder()
                        .put("summary", title(label))
                        .put("tlp_label", label)
                        .put("url", feed(label))
                        .build())
                .toList();
        var rolie = JsonObject.builder()
                .put("feeds", JsonArray.of(feeds))
                .put("services", JsonArray.ofTexts(List.of(service())))
                .build();
        var known = keys.stream()
                .map(key -> JsonObject.builder()
                        .put("fingerprint", key.fingerprint())
                        .put("url", key(key.fingerprint()))
                        .build())
                .toList();
        return JsonObject.builder()
                .put("canonical_url", publicUrl + "/.well-known/csaf/provider-metadata.json")
                .put("distributions", JsonArray.of(List.of(one("rolie", rolie))))
                .put("last_updated", CsafAdvisory.moment(updated))
                .put("list_on_CSAF_aggregators", true)
                .put("metadata_version", "2.0")
                .put("mirror_on_CSAF_aggregators", true)
                .put("public_openpgp_keys", JsonArray.of(known))
                .put("publisher", publisher.json())
                .put("role", "csaf_trusted_provider")
                .build();
    }

    /// The ROLIE feed of a label (§7.1.15).
    ///
    /// @param headlines the newest first
    /// @param since when the feed began, for one without entries
    JsonObject feed(String label, List<Headline> headlines, Instant since) {
        var updated = headlines.stream().map(Headline::updated).reduce(since, (a, b) -> a.isAfter(b) ? a : b);
        var feed = JsonObject.builder()
                .put("id", "csaf-feed-tlp-" + label.toLowerCase(Locale.ROOT))
                .put("title", title(label))
                .put("link", JsonArray.of(List.of(link("self", feed(label)), link("service", service()))))
                .put("category", JsonArray.of(List.of(category())))
                .put("updated", CsafAdvisory.moment(updated))
                .put(
                        "entry",
                        JsonArray.of(headlines.stream()
                                .map(headline -> entry(label, headline))
                                .toList()))
                .build();
        return one("feed", feed);
    }

    private JsonObject entry(String label, Headline headline) {
        var url = document(publicUrl, label, headline.reference(), headline.published());
        var words = headline.wording(language);
        var entry = JsonObject.builder()
                .put("id", headline.reference())
                .put("title", words.title())
                .put(
                        "link",
                        JsonArray.of(List.of(
                                link("self", url),
                                link("hash", url + ".sha512"),
                                link("hash", url + ".sha256"),
                                link("signature", url + ".asc"))))
                .put("published", CsafAdvisory.moment(headline.published()))
                .put("updated", CsafAdvisory.moment(headline.updated()));
        if (!headline.withdrawn()) {
            entry.put(
                    "summary",
                    JsonObject.builder().put("content", words.summary()).build());
        }
        return entry.put(
                        "content",
                        JsonObject.builder()
                                .put("type", "application/json")
                                .put("src", url)
                                .build())
                .put(
                        "format",
                        JsonObject.builder()
                                .put("schema", SCHEMA)
                                .put("version", "2.0")
                                .build())
                .build();
    }

    /// The ROLIE service document (§7.1.16).
    JsonObject serviceDocument() {
        var collections = LABELS.stream()
                .map(label -> JsonObject.builder()
                        .put("title", title(label))
                        .put("href", feed(label))
                        .put("categories", one("category", JsonArray.of(List.of(category()))))
                        .build())
                .toList();
        var workspace = JsonObject.builder()
                .put("title", publisher.name())
                .put("collection", JsonArray.of(collections))
                .build();
        return one("service", one("workspace", JsonArray.of(List.of(workspace))));
    }

    private String title(String label) {
        return language.equals("en")
                ? "%s: warnings with the label TLP:%s".formatted(publisher.name(), label)
                : "%s: waarschuwingen met het label TLP:%s".formatted(publisher.name(), label);
    }

    private static JsonObject category() {
        return JsonObject.builder()
                .put("scheme", "urn:ietf:params:rolie:category:information-type")
                .put("term", "csaf")
                .build();
    }

    private static JsonObject link(String relation, String href) {
        return JsonObject.builder().put("rel", relation).put("href", href).build();
    }

    private static JsonObject one(String name, JsonValue value) {
        return JsonObject.builder().put(name, value).build();
    }
}
