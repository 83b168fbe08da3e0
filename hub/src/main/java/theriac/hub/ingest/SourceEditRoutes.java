package theriac.hub.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.Json;

/// Sets sources up and changes them. Whoever may do this decides where the hub connects to: it is a right of its own.
@RestController
public final class SourceEditRoutes {

    private final Sources sources;
    private final Keeping keeping;
    private final Plans plans;
    private final Feeds feeds;
    private final Parties parties;

    public SourceEditRoutes(Store store, Plans plans, Feeds feeds, Parties parties) {
        this.sources = store.sources();
        this.keeping = new Keeping(store.retention());
        this.plans = plans;
        this.feeds = feeds;
        this.parties = parties;
    }

    /// What ingest must know of organisations; `app` hands it over.
    public interface Parties {
        /// The internal key of an organisation; empty when there is none of that id.
        Optional<Long> find(UUID id);

        /// The id of an internal key.
        UUID id(long key);

        /// The body that runs the hub (internal key).
        long cert();
    }

    /// A source that was made or changed.
    public record SourceSaved(UUID id, String name) {}

    @PostMapping("/api/sources")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceSaved createSource(@RequestBody SourceForm form) {
        return saved(create(form));
    }

    /// Makes the source of a form, with its plan.
    ///
    /// @throws Problem when something in it is not possible, or the name is taken
    Source create(SourceForm form) {
        form.check(feeds.ways());
        long owner = form.organization().map(this::party).orElseGet(parties::cert);
        var source = sources.create(form.source(owner, recipients(form))).orElseThrow(() -> taken(form.name()));
        plan(source, form);
        keeping.keep(source, form.keepDays());
        return source;
    }

    @GetMapping("/api/sources/{id}/settings")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceForm sourceSettings(Viewer viewer, @PathVariable UUID id) {
        return form(load(viewer, id));
    }

    /// Changes a source. Another address, folder, format or way makes it another feed, which is read from its
    /// beginning.
    @PutMapping("/api/sources/{id}")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceSaved changeSource(Viewer viewer, @PathVariable UUID id, @RequestBody SourceForm form) {
        form.check(feeds.ways());
        var before = load(viewer, id);
        var was = form(before);
        boolean afresh = !was.url().equals(form.url().strip())
                || !was.folder().equals(form.folder().strip())
                || !was.kind().equals(form.kind())
                || !was.way().equals(form.way());
        var source = sources.change(before.key(), form.source(before.organization(), recipients(form)), afresh)
                .orElseThrow(() -> taken(form.name()));
        if (afresh) {
            plans.forgetItems(source.key());
        }
        plan(source, form);
        keeping.keep(source, form.keepDays());
        return saved(source);
    }

    private void plan(Source source, SourceForm form) {
        sources.enable(source.key(), form.enabled());
        if (form.way().isEmpty()) {
            plans.delete(source.key());
        } else {
            plans.save(source.key(), form.way(), form.everyMinutes().map(Duration::ofMinutes));
            feeds.wake();
        }
    }

    /// The hub's own analysts read what the hub fetched, whatever the label; open labels need no list.
    private List<Long> recipients(SourceForm form) {
        var named = new ArrayList<>(form.recipients().stream().map(this::party).toList());
        boolean open = Tlp.ofLabel(form.tlp())
                .filter(label -> label == Tlp.CLEAR || label == Tlp.GREEN)
                .isPresent();
        if (!open || !named.isEmpty()) {
            named.add(parties.cert());
        }
        return named;
    }

    private long party(UUID id) {
        return parties.find(id).orElseThrow(() -> Problem.notFound("There is no such organisation."));
    }

    private SourceForm form(Source source) {
        var plan = plans.find(source.key());
        var settings = source.settings();
        var options = settings;
        for (var ours : SourceForm.OURS) {
            options = options.without(ours);
        }
        return new SourceForm(
                source.name(),
                source.kind(),
                plan.map(Plan::way).orElse(""),
                settings.text("url").orElse(""),
                settings.text("folder").orElse(""),
                settings.text("pgpKey").orElse(""),
                settings.text("credential").orElse(""),
                settings.array("allow").stream()
                        .flatMap(array -> array.texts().stream())
                        .toList(),
                options.size() == 0 ? "" : Json.write(options),
                plan.flatMap(Plan::every).map(every -> (int) every.toMinutes()),
                String.valueOf(source.reliability()),
                source.audience().tlp().label(),
                Optional.of(parties.id(source.organization())),
                source.audience().organizations().stream().map(parties::id).toList(),
                source.terms(),
                source.licence(),
                keeping.days(source),
                source.enabled());
    }

    private Source load(Viewer viewer, UUID id) {
        return sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }

    private static Problem taken(String name) {
        return Problem.conflict("There is a source of the name \"%s\" already.".formatted(name));
    }

    private static SourceSaved saved(Source source) {
        return new SourceSaved(source.id(), source.name());
    }
}
