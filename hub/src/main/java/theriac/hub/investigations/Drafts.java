package theriac.hub.investigations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.Store;
import theriac.stix.Reference;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonObject;

/// Objects that an investigation writes. A draft is an ordinary claim whose audience is the investigation's people
/// (TLP:RED), so search, object pages, graphs and counts show it to them and to nobody else, by the rule that holds
/// for everything. Thread-safe.
public final class Drafts {

    /// With each a claim, far below what one transaction takes.
    static final int MOST = 500;

    private final Investigations investigations;
    private final Contents contents;
    private final DraftSql sql;
    private final Store store;
    private final Organizations organizations;

    public Drafts(
            Investigations investigations,
            Contents contents,
            Database database,
            Store store,
            Organizations organizations) {
        this.investigations = investigations;
        this.contents = contents;
        this.sql = new DraftSql(database);
        this.store = store;
        this.organizations = organizations;
    }

    /// @param content its newest version
    record Written(DraftSql.Draft draft, ObjectContent content) {}

    /// In the order in which they were begun, those that are published among them.
    List<Written> list(Inside inside) {
        var drafts = sql.list(inside.key(), MOST);
        var seen = contents.seen(
                inside.person(), drafts.stream().map(DraftSql.Draft::object).collect(Collectors.toSet()));
        return drafts.stream()
                .filter(draft -> seen.containsKey(draft.object()))
                .map(draft -> new Written(draft, java.util.Objects.requireNonNull(seen.get(draft.object()))))
                .toList();
    }

    /// Those that are not published.
    List<Written> open(Inside inside) {
        return list(inside).stream()
                .filter(each -> each.draft().publishedAt().isEmpty())
                .toList();
    }

    /// Begins one.
    ///
    /// @throws Problem when it is no valid object, or refers to what this person cannot see
    Inside write(Viewer viewer, UUID id, DraftForm form) {
        return investigations.change(viewer, id, inside -> {
            if (sql.list(inside.key(), MOST).size() >= MOST) {
                throw Problem.conflict(
                        "An investigation holds at most %d drafts: publish these first.".formatted(MOST));
            }
            if (!DraftStix.TYPES.contains(form.type())) {
                throw Problem.badRequest("An object of the type \"%s\" cannot be written here.".formatted(form.type()));
            }
            var now = stamp(investigations.now());
            var object = DraftStix.object(StixId.random(form.type()), creator(inside), now, now, form);
            mustSeeWhatItRefersTo(inside, object);
            claim(inside, List.of(new Candidate(object, inside.audience())));
            sql.insert(
                    inside.key(),
                    object.id(),
                    now.text(),
                    now.instant(),
                    inside.person().name());
        });
    }

    /// @param revision the one that was read
    Inside rewrite(Viewer viewer, UUID id, StixId draft, int revision, DraftForm form) {
        return investigations.change(viewer, id, inside -> {
            var was = load(inside, draft);
            Investigations.unchanged(was.draft().revision(), revision);
            if (!form.type().equals(draft.type())) {
                throw Problem.badRequest("A draft keeps its type: begin another one.");
            }
            var created = was.content().object().created().orElseThrow();
            var now = after(was.draft().version());
            var object = DraftStix.object(draft, creator(inside), created, now, form);
            mustSeeWhatItRefersTo(inside, object);
            claim(inside, List.of(new Candidate(object, inside.audience())));
            sql.write(draft, now.text(), investigations.now(), inside.person().name());
        });
    }

    /// Takes back what was never published.
    Inside remove(Viewer viewer, UUID id, StixId draft) {
        return investigations.change(viewer, id, inside -> {
            load(inside, draft);
            var needing = open(inside).stream()
                    .filter(each -> each.content().object().references().stream()
                            .anyMatch(reference -> reference.target().equals(draft)))
                    .map(each -> each.draft().object().text())
                    .findFirst();
            if (needing.isPresent()) {
                throw Problem.conflict(
                        "Another draft (%s) refers to this one: change or remove that first.".formatted(needing.get()));
            }
            store.claims().withdraw(inside.person(), draft, source(inside), "The draft was removed.");
            sql.remove(draft, investigations.now());
        });
    }

    /// Makes all drafts known at once: one claim each, in the transaction that its caller began.
    void publish(Inside inside, List<Written> drafts, Audience audience) {
        var now = after(drafts.stream()
                .map(each -> each.draft().version())
                .max(String::compareTo)
                .orElseThrow());
        claim(
                inside,
                drafts.stream()
                        .map(each -> new Candidate(
                                DraftStix.published(each.content().object(), audience.tlp(), now), audience))
                        .toList());
        sql.published(drafts.stream().map(each -> each.draft().object()).toList(), now.text(), investigations.now());
    }

    /// Gives what is not published to its people as they are now. In the caller's transaction.
    void become(Inside before, Inside after) {
        var drafts = open(before).stream().map(draft -> draft.draft().object()).toList();
        if (!drafts.isEmpty()) {
            store.claims()
                    .moveAudience(
                            before.person(),
                            drafts,
                            source(before),
                            before.audience(),
                            after.audience(),
                            "The people of the investigation changed.");
        }
    }

    /// The ids outside the drafts to which they refer.
    static Set<StixId> references(List<Written> drafts) {
        var found = new LinkedHashSet<StixId>();
        drafts.forEach(each -> targets(each.content().object()).forEach(found::add));
        drafts.forEach(each -> found.remove(each.draft().object()));
        return found;
    }

    private static Stream<StixId> targets(StixObject object) {
        return object.references().stream()
                .filter(reference ->
                        !Set.of("created_by_ref", "object_marking_refs").contains(reference.property()))
                .map(Reference::target);
    }

    private Written load(Inside inside, StixId draft) {
        var found = list(inside).stream()
                .filter(each -> each.draft().object().equals(draft))
                .findFirst()
                .orElseThrow(() -> Investigations.gone("draft"));
        if (found.draft().publishedAt().isPresent()) {
            throw Problem.conflict("This is published: it is no draft any more, and its page has what can be done.");
        }
        return found;
    }

    private void mustSeeWhatItRefersTo(Inside inside, StixObject object) {
        var wanted = targets(object).collect(Collectors.toCollection(HashSet::new));
        var known = store.objects().known(inside.person(), wanted);
        wanted.removeAll(known);
        if (!wanted.isEmpty()) {
            throw Problem.notFound("There is no object %s, or it is not for you."
                    .formatted(wanted.iterator().next().text()));
        }
    }

    private void claim(Inside inside, List<Candidate> candidates) {
        store.claims().claim(new ClaimBatch(source(inside), null, new ArrayList<>(candidates)));
    }

    private StixId creator(Inside inside) {
        return organization(inside).identity();
    }

    private Organization organization(Inside inside) {
        return organizations.find(inside.investigation().organization()).orElseThrow();
    }

    /// The organisation's word from its investigations. That it exists is for the organisation alone.
    private long source(Inside inside) {
        var organization = organization(inside);
        var source = store.sources()
                .register(new NewSource(
                        organization.key(),
                        organization.name() + " (investigations)",
                        "own",
                        JsonObject.empty(),
                        'A',
                        Audience.undecided(organization.key()),
                        ""));
        if (source.organization() != organization.key()) {
            throw Problem.conflict(
                    "Another organisation's source is called \"%s\": ask the CERT to give it another name."
                            .formatted(source.name()));
        }
        return source.key();
    }

    private StixTimestamp after(String version) {
        var now = stamp(investigations.now());
        var was = StixTimestamp.parse(version).orElseThrow();
        return now.isAfter(was) ? now : stamp(was.instant().plusMillis(1));
    }

    private static StixTimestamp stamp(Instant moment) {
        return StixTimestamp.of(moment.truncatedTo(ChronoUnit.MILLIS));
    }

    /// As its people see it, for a title or a list.
    static String name(Written draft) {
        return Optional.of(draft.content().summary().name())
                .filter(name -> !name.isBlank())
                .orElse(draft.draft().object().text());
    }
}
