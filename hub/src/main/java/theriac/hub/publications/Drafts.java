package theriac.hub.publications;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.policy.Viewer;
import theriac.stix.Tlp;

/// Begins a publication of any kind with the words of its template and with what the hub itself knows.
/// Thread-safe.
public final class Drafts {

    private final Publications publications;
    private final KindTemplates templates;
    private final Received received;
    private final Counted counted;
    private final String publicUrl;
    private final ZoneId zone;
    private final Clock clock;

    /// @param publicUrl where the hub is reached from outside
    /// @param zone in which days begin
    public Drafts(
            Publications publications, Received received, Counted counted, String publicUrl, ZoneId zone, Clock clock) {
        this.publications = publications;
        this.templates = publications.templates();
        this.received = received;
        this.counted = counted;
        this.publicUrl = publicUrl;
        this.zone = zone;
        this.clock = clock;
    }

    /// The desk, as far as what looks back needs it. `app` hands it over.
    @FunctionalInterface
    public interface Received {
        /// How many reports that the viewer may see came in, by channel; channels without any are absent.
        ///
        /// @param until not included
        Map<String, Integer> byChannel(Viewer viewer, Instant from, Instant until);
    }

    /// The figures of a threat picture as members may read them. `app` hands it over.
    @FunctionalInterface
    public interface Counted {

        /// @param least how many organisations are behind each row at least
        record Year(int year, int least, List<Table> tables) {}

        /// @param title as the page of figures has it: `type`, `region`, `value`…
        record Table(String title, List<Row> rows) {}

        record Row(String name, long count) {}

        /// @param year one that has ended
        Year of(int year);
    }

    /// What is wrong with the operator's own templates of each kind.
    Map<PublicationKind, List<KindTemplates.Fault>> faults() {
        var faults = new HashMap<PublicationKind, List<KindTemplates.Fault>>();
        KindTemplates.kinds().forEach(kind -> faults.put(kind, templates.faults(kind)));
        return faults;
    }

    /// A draft for the whole community (TLP:GREEN), until its writer says otherwise.
    ///
    /// @throws theriac.hub.core.Problem when the operator's own template has a fault
    Publications.Seen draft(Viewer.Party analyst, PublicationKind kind) {
        var content = new Publications.Content(
                Optional.empty(),
                Optional.of(kind),
                Tlp.GREEN,
                wording(analyst, kind, "nl"),
                wording(analyst, kind, "en"),
                Rating.UNSAID,
                Edition.Changed.NOTHING,
                List.of());
        return publications.create(analyst, content);
    }

    private Wording wording(Viewer.Party analyst, PublicationKind kind, String language) {
        var period = new PeriodText(publications.certName(), zone);
        Map<String, String> values = Map.of("cert", publications.certName());
        if (kind.looksBack()) {
            var now = clock.instant().atZone(zone);
            var from = period.from(kind, now);
            values = period.values(
                    from,
                    now,
                    publications.sentToAll(analyst, from.toInstant()),
                    received.byChannel(analyst, from.toInstant(), now.toInstant()),
                    Templates.render("operational-alert." + language + ".txt", Map.of()),
                    language);
            if (kind.places().contains("figures")) {
                values.put("figures", FigureText.of(counted.of(now.getYear() - 1), publicUrl, language));
            }
        }
        var literal = new HashMap<>(values);
        Written.makeLiteral(literal);
        return Wording.of(templates.render(kind, language, literal));
    }
}
