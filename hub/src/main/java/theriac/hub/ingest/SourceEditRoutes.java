package theriac.hub.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.formats.Format;
import theriac.hub.ingest.SourceRecipients.Newcomer;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.Json;

/// Sets sources up and changes them. Whoever may do this decides where the hub connects to: it is a right
/// of its own.
@RestController
public final class SourceEditRoutes {

    private final Sources sources;
    private final Keeping keeping;
    private final Plans plans;
    private final Feeds feeds;
    private final Parties parties;
    private final SourceRecipients outside;
    private final Proposals waiting;

    public SourceEditRoutes(
            Store store, Plans plans, Feeds feeds, Parties parties, SourceRecipients outside, Proposals waiting) {
        this.outside = outside;
        this.waiting = waiting;
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

        /// The name of somebody who is neither a member of the sector nor the body that runs the
        /// hub; empty for those.
        Optional<String> outside(UUID id);

        /// The internal key of a sharing group; empty when there is none of that id.
        Optional<Long> group(UUID id);

        /// The id of a sharing group's internal key.
        UUID groupId(long key);

        /// The name of a sharing group, and behind it the names of those in it who are neither members of the
        /// sector nor the body that runs the hub; empty when there is nobody like that in it.
        Optional<String> outsideIn(UUID group);

        /// The body that runs the hub (internal key).
        long cert();
    }

    /// A source that was made or changed.
    ///
    /// @param proposed names of recipients that are no members: whether they get what it leaves unmarked
    ///     waits for a second person
    public record SourceSaved(UUID id, String name, List<String> proposed) {}

    @PostMapping("/api/sources")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceSaved createSource(
            Viewer viewer, @RequestBody SourceForm form, @RequestParam(defaultValue = "") String reason) {
        var newcomers = newcomers(form, Optional.empty(), reason);
        return proposed(viewer, create(form), newcomers, reason);
    }

    /// Makes the source of a form, with its plan.
    ///
    /// @throws Problem when something in it is not possible, or the name is taken
    Source create(SourceForm form) {
        form.check(feeds.ways());
        long owner = form.organization().map(this::party).orElseGet(parties::cert);
        var had = Audience.undecided(owner);
        var source = sources.create(form.source(owner, recipients(form, had), groups(form, had), had))
                .orElseThrow(() -> taken(form.name()));
        plan(source, form);
        keeping.keep(source, form.keepDays());
        return source;
    }

    @GetMapping("/api/sources/{id}/settings")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceForm sourceSettings(Viewer viewer, @PathVariable UUID id) {
        return form(load(viewer, id));
    }

    /// Changes a source. Another address, folder, format or way makes it another feed, which is
    /// read from its beginning.
    @PutMapping("/api/sources/{id}")
    @Requires(Permission.CONFIGURE_SOURCES)
    SourceSaved changeSource(
            Viewer viewer,
            @PathVariable UUID id,
            @RequestBody SourceForm form,
            @RequestParam(defaultValue = "") String reason) {
        form.check(feeds.ways());
        var before = load(viewer, id);
        mustComeFromOutside(before);
        var had = before.audience();
        var newcomers = newcomers(form, Optional.of(had), reason);
        var was = form(before);
        boolean afresh = !was.url().equals(form.url().strip())
                || !was.folder().equals(form.folder().strip())
                || !was.kind().equals(form.kind())
                || !was.way().equals(form.way());
        var wish = form.source(before.organization(), recipients(form, had), groups(form, had), had);
        var source = sources.change(before.key(), wish, afresh).orElseThrow(() -> taken(form.name()));
        if (afresh) {
            plans.forgetItems(source.key());
        }
        plan(source, form);
        keeping.keep(source, form.keepDays());
        return proposed(viewer, source, newcomers, reason);
    }

    /// Recipients who are no members of the sector and did not have what the source leaves unmarked, and groups
    /// with such members that did not.
    ///
    /// @param had the audience that it has; empty for a new source
    /// @throws Problem when there are some, and nobody said why
    private List<Newcomer> newcomers(SourceForm form, Optional<Audience> had, String reason) {
        var newcomers = new ArrayList<Newcomer>();
        for (var id : new LinkedHashSet<>(form.recipients())) {
            parties.outside(id)
                    .filter(_ -> had.filter(audience -> audience.organizations().contains(party(id)))
                            .isEmpty())
                    .ifPresent(name -> newcomers.add(new Newcomer(id, false, name)));
        }
        for (var id : new LinkedHashSet<>(form.groups().orElse(List.of()))) {
            parties.outsideIn(id)
                    .filter(_ -> had.filter(audience -> audience.groups().contains(group(id)))
                            .isEmpty())
                    .ifPresent(name -> newcomers.add(new Newcomer(id, true, name)));
        }
        if (!newcomers.isEmpty() && reason.isBlank()) {
            throw Problem.badRequest(
                    "A recipient is no member of the sector: say why it gets this, for the second person who decides.");
        }
        return newcomers;
    }

    private SourceSaved proposed(Viewer viewer, Source source, List<Newcomer> newcomers, String reason) {
        newcomers.forEach(each -> waiting.propose(viewer, outside.wish(source, each, reason)));
        return new SourceSaved(
                source.id(),
                source.name(),
                newcomers.stream().map(Newcomer::name).toList());
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
    ///
    /// @param had the audience that it has: who is in it may be named although it is no member
    private List<Long> recipients(SourceForm form, Audience had) {
        var named = new ArrayList<>(form.recipients().stream()
                .filter(id ->
                        parties.outside(id).isEmpty() || had.organizations().contains(party(id)))
                .map(this::party)
                .toList());
        boolean open = Tlp.ofLabel(form.tlp())
                .filter(label -> label == Tlp.CLEAR || label == Tlp.GREEN)
                .isPresent();
        if (!open || !form.recipients().isEmpty() || !groups(form, had).isEmpty()) {
            named.add(parties.cert());
        }
        return named;
    }

    /// Groups that are named; one with members that are no members of the sector only where it has it already.
    private List<Long> groups(SourceForm form, Audience had) {
        return form.groups()
                .map(named -> named.stream()
                        .filter(id ->
                                parties.outsideIn(id).isEmpty() || had.groups().contains(group(id)))
                        .map(this::group)
                        .toList())
                .orElseGet(() -> List.copyOf(had.groups()));
    }

    private long group(UUID id) {
        return parties.group(id).orElseThrow(() -> Problem.notFound("There is no such sharing group."));
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
                Optional.of(source.audience().groups().stream()
                        .map(parties::groupId)
                        .toList()),
                source.terms(),
                source.licence(),
                keeping.days(source),
                source.enabled());
    }

    /// What the hub itself writes down (the desk, reports, investigations) is set up nowhere.
    private static void mustComeFromOutside(Source source) {
        if (Format.of(source.kind()).isEmpty()) {
            throw Problem.conflict(
                    "The hub itself writes \"%s\": there is nothing to set up.".formatted(source.name()));
        }
    }

    private Source load(Viewer viewer, UUID id) {
        return sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }

    private static Problem taken(String name) {
        return Problem.conflict("There is a source of the name \"%s\" already.".formatted(name));
    }
}
