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
    private final ZoneId zone;
    private final Clock clock;

    /// @param zone in which days begin
    public Drafts(Publications publications, Received received, ZoneId zone, Clock clock) {
        this.publications = publications;
        this.templates = publications.templates();
        this.received = received;
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
        var values = Map.of("cert", publications.certName());
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
        }
        return Wording.of(templates.render(kind, language, values));
    }
}
