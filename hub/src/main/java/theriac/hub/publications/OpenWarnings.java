package theriac.hub.publications;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.policy.Viewer;
import theriac.hub.vault.SigningKey;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Warnings as files that are fetched: pages and feeds for everybody, CSAF for whom the label lets read.
/// Whoever asks without a log-in is nobody, and nobody is shown TLP:CLEAR alone. Thread-safe.
public final class OpenWarnings {

    /// Of a feed and of the page that lists: more than a CERT publishes in years.
    private static final int MOST = 10_000;

    private static final int ON_A_PAGE = 100;

    private final SentWarnings sent;
    private final Organizations organizations;
    private final SigningKey key;
    private final String publicUrl;

    public OpenWarnings(SentWarnings sent, Organizations organizations, SigningKey key, String publicUrl) {
        this.sent = sent;
        this.organizations = organizations;
        this.key = key;
        this.publicUrl = publicUrl;
    }

    /// The newest that everybody may read.
    List<Headline> newest(String channel) {
        return sent.headlines(channel, Viewer.anonymous(), Tlp.CLEAR, ON_A_PAGE);
    }

    /// One that everybody may read; empty when it is absent or hidden.
    Optional<Notice> find(String reference) {
        return sent.notice("page", Viewer.anonymous(), reference);
    }

    /// The name of the CERT, which stands on pages, in feeds and on the key.
    String name() {
        return cert().name();
    }

    String publicUrl() {
        return publicUrl;
    }

    /// When the hub began to publish.
    Instant since() {
        return keys().getLast().since();
    }

    List<SigningKey.PublicKey> keys() {
        return key.publicKeys(name());
    }

    JsonObject metadata() {
        var updated = headlines(Viewer.anonymous(), "WHITE").stream()
                .map(Headline::updated)
                .reduce(keys().getFirst().since(), (a, b) -> a.isAfter(b) ? a : b);
        return files().metadata(keys(), updated);
    }

    JsonObject serviceDocument() {
        return files().serviceDocument();
    }

    /// The ROLIE feed of what a viewer may read with a label.
    JsonObject feed(Viewer viewer, String label) {
        return files().feed(label, headlines(viewer, label), since());
    }

    /// A document in a folder of a label and a year; empty when it is absent, hidden or elsewhere.
    Optional<Document> document(Viewer viewer, String label, String year, String file) {
        return sent.notice("csaf", viewer, CsafFiles.reference(file)).flatMap(notice -> {
            var url = CsafFiles.document(
                    publicUrl, CsafAdvisory.label(notice.tlp()), notice.reference(), notice.published());
            var asked = CsafFiles.folder(publicUrl, label) + year + "/" + file;
            if (!url.equals(asked)) {
                return Optional.empty();
            }
            var advisory = new CsafWarnings(cert(), publicUrl).advisory(notice, url);
            var bytes = Json.canonical(advisory.json());
            return Optional.of(new Document(bytes, notice.updated()));
        });
    }

    /// @param updated when it last changed
    record Document(byte[] bytes, Instant updated) {}

    /// A document's signature, armoured.
    String signature(Document document) {
        return key.sign(name(), document.bytes(), document.updated());
    }

    private List<Headline> headlines(Viewer viewer, String label) {
        return CsafFiles.tlps(label).stream()
                .flatMap(tlp -> sent.headlines("csaf", viewer, tlp, MOST).stream())
                .sorted(Comparator.comparing(Headline::published).reversed())
                .toList();
    }

    private CsafFiles files() {
        var cert = cert();
        return new CsafFiles(new CsafWarnings(cert, publicUrl).publisher(), publicUrl, cert.language());
    }

    /// @throws Problem as long as the hub is not set up
    private Organization cert() {
        return organizations
                .cert()
                .orElseThrow(() -> Problem.notFound("This hub is not set up yet, so nothing has been published here."));
    }
}
