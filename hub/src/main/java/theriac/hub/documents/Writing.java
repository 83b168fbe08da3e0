package theriac.hub.documents;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.documents.DocumentStix.Accepted;
import theriac.hub.documents.Thing.What;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Community;
import theriac.hub.policy.FenceProblem;
import theriac.hub.policy.MarkedText;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Reached;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Makes a report of a document, in the organisation's own name: the report, an object for each thing
/// that was accepted and not known yet, and what was published earlier and does not count any more is
/// taken back; all in one transaction (law 1). Thread-safe.
public final class Writing {

    private static final int SHOWN = 5;

    /// What goes along with every report and belongs to none.
    private static final Set<String> COMMON = Set.of("identity", "extension-definition");

    private final Documents documents;
    private final DocumentSql sql;
    private final Store store;
    private final Organizations organizations;
    private final Community community;
    private final Clock clock;

    public Writing(
            Documents documents,
            Database database,
            Store store,
            Organizations organizations,
            Community community,
            Clock clock) {
        this.documents = documents;
        this.sql = new DocumentSql(database.jdbc());
        this.store = store;
        this.organizations = organizations;
        this.community = community;
        this.clock = clock;
    }

    /// Publishes a document's report, or what changed since it was published.
    ///
    /// @param tlp label of the report and of all that is new in it
    /// @param members whether it is for the members; false: for the own organisation (AMBER,
    ///     AMBER+STRICT), or for whom the label names by itself (GREEN, CLEAR)
    /// @param subject what the indicators show, one of the things that were accepted; empty: nothing is
    ///     said of that
    /// @return the report's id
    /// @throws Problem when the label is RED, nothing was accepted or written, or the report would
    ///     name things that not everybody may know who may know the report
    StixId publish(Viewer.Party writer, UUID id, Tlp tlp, boolean members, Optional<StixId> subject) {
        if (tlp == Tlp.RED) {
            throw Problem.badRequest("RED is for named people: a report for a group has another label.");
        }
        documents.changing(writer, id, document -> {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var published = new Document.Published(
                    document.report().map(Document.Published::id).orElseGet(() -> StixId.random("report")),
                    document.report().map(Document.Published::first).orElse(now),
                    now,
                    tlp,
                    members);
            publish(writer, document, published, subject);
        });
        return documents.find(writer, id).report().orElseThrow().id();
    }

    private void publish(
            Viewer.Party writer, Document document, Document.Published published, Optional<StixId> subject) {
        var own = organizations.find(writer.organization()).orElseThrow();
        var said = said(document, published.tlp());
        var stix = new DocumentStix(document, published, own.identity());
        var things = sql.things(document.key());
        var accepted = things.stream()
                .filter(thing -> thing.decision().reported())
                .map(thing -> new Accepted(thing, stix.id(thing)))
                .toList();
        if (accepted.isEmpty() && document.note().isBlank()) {
            throw Problem.badRequest("Nothing was accepted and nothing was written: there is nothing to report.")
                    .because("document.empty");
        }
        var audience = audience(published, own.key());
        checkNamed(writer, accepted, said.open(), audience);
        said.sections()
                .forEach(section -> checkNamed(
                        writer, List.of(), section.text(), ofSection(published, own.key(), section.label())));
        var relationships = relationships(stix, accepted, subject);

        var candidates = new ArrayList<Candidate>();
        var clear = Audience.of(Tlp.CLEAR, own.key());
        candidates.add(new Candidate(organizations.identity(own), clear));
        DocumentStix.extension().forEach(object -> candidates.add(new Candidate(object, clear)));
        accepted.forEach(each -> each.id()
                .ifPresent(object -> stix.object(each.thing(), object).ifPresent(told -> {
                    candidates.add(new Candidate(told, audience));
                    sql.name(document.key(), each.thing().number(), object);
                })));
        var ids = new ArrayList<StixId>();
        relationships.forEach(relationship -> {
            ids.add(relationship.id());
            candidates.add(new Candidate(relationship, audience));
        });
        candidates.add(new Candidate(stix.report(accepted, ids, said), audience));
        said.sections().stream()
                .distinct()
                .forEach(section -> candidates.add(
                        new Candidate(stix.note(section), ofSection(published, own.key(), section.label()))));
        claim(candidates, source(own, published));
        takeBack(writer, own, document, published, candidates);
        sql.publish(document.key(), published);
    }

    /// What the readers wrote, parted into what goes into the report and what fewer may have.
    ///
    /// @throws Problem when a fence cannot be read, or a section is no stricter than the report
    private static MarkedText said(Document document, Tlp label) {
        try {
            var said = MarkedText.parse(document.note());
            for (var section : said.sections()) {
                if (section.label().compareTo(label) <= 0) {
                    throw Problem.of(
                            Problem.Code.UNPROCESSABLE,
                            "A section with %s is no stricter than the report, which is %s. Take its fences away, or choose a stricter label for it."
                                    .formatted(section.label().label(), label.label()));
                }
            }
            return said;
        } catch (MarkedText.Unreadable unreadable) {
            throw FenceProblem.of(document.title(), unreadable.fault());
        }
    }

    /// The readers of the report whom the stricter label reaches.
    private Audience ofSection(Document.Published published, long organization, Tlp label) {
        return audience(
                new Document.Published(published.id(), published.first(), published.last(), label, published.members()),
                organization);
    }

    private void claim(List<Candidate> candidates, long source) {
        for (int from = 0; from < candidates.size(); from += ClaimBatch.LIMIT) {
            int to = Math.min(candidates.size(), from + ClaimBatch.LIMIT);
            store.claims().claim(new ClaimBatch(source, null, candidates.subList(from, to)));
        }
    }

    private static List<StixObject> relationships(
            DocumentStix stix, List<Accepted> accepted, Optional<StixId> subject) {
        if (subject.isEmpty()) {
            return List.of();
        }
        var wanted = subject.get();
        if (accepted.stream().noneMatch(each -> each.id().equals(subject))
                || wanted.type().equals("indicator")) {
            throw Problem.badRequest("What the indicators show is one of the names that you accepted.");
        }
        return accepted.stream()
                .flatMap(each -> each.id().stream())
                .filter(each -> each.type().equals("indicator"))
                .map(indicator -> stix.indicates(indicator, wanted))
                .toList();
    }

    /// Who may know the report may know that what it names exists: an id that a recipient cannot look up
    /// says too much.
    private void checkNamed(Viewer.Party writer, List<Accepted> accepted, String note, Audience audience) {
        var named = new HashSet<StixId>(DocumentStix.mentioned(note));
        accepted.stream()
                .filter(each -> each.thing().what() instanceof What.Known)
                .forEach(each -> each.id().ifPresent(named::add));
        var found = store.objects().contents(writer, named);
        var seen = found.stream()
                .collect(Collectors.toMap(
                        each -> each.summary().id(), each -> each.summary().name()));
        if (!seen.keySet().containsAll(named)) {
            throw Problem.conflict(
                            "%d of the things that were accepted or mentioned are not there any more: search the text anew."
                                    .formatted(named.size() - seen.size()))
                    .because("document.gone");
        }
        var narrow = Reached.by(audience, community).hidden(store, writer, seen.keySet()).stream()
                .map(seen::get)
                .sorted()
                .toList();
        if (!narrow.isEmpty()) {
            throw Problem.conflict(
                            "Not everybody who would read this report may know of these: %s%s. Choose a narrower label, or leave them out."
                                    .formatted(
                                            String.join(", ", narrow.subList(0, Math.min(SHOWN, narrow.size()))),
                                            narrow.size() > SHOWN ? "…" : ""))
                    .because("document.narrow");
        }
    }

    /// What this report said and says no more, to these readers or at all. What another document says to
    /// the same readers stays: observables and vulnerabilities are named by many.
    private void takeBack(
            Viewer.Party writer,
            Organization own,
            Document document,
            Document.Published published,
            List<Candidate> candidates) {
        var said = candidates.stream()
                .map(Candidate::id)
                .filter(id -> !COMMON.contains(StixId.of(id).type()))
                .map(StixId::of)
                .toList();
        document.report().ifPresent(before -> {
            boolean sameReaders = before.tlp() == published.tlp() && before.members() == published.members();
            var gone = new HashSet<>(sql.said(document.key()));
            if (sameReaders) {
                gone.removeAll(Set.copyOf(said));
            }
            gone.removeAll(Set.copyOf(sql.saidElsewhere(document, before, gone)));
            long source = source(own, before);
            var reason = "It is no longer in the report \"%s\".".formatted(document.title());
            gone.forEach(object -> store.claims().withdraw(writer, object, source, reason));
        });
        sql.say(document.key(), said);
    }

    private Audience audience(Document.Published published, long organization) {
        var audience = Audience.of(published.tlp(), organization);
        return published.members() && published.tlp() != Tlp.CLEAR
                ? audience.withGroup(organizations.group(Organizations.MEMBERS))
                : audience;
    }

    /// What the organisation reads in documents for these readers: with one source for all of them the
    /// word for few would take the place of the word for many about the same observable.
    private long source(Organization own, Document.Published published) {
        return store.sources()
                .register(new NewSource(
                        own.key(),
                        "%s: reports, %s%s"
                                .formatted(
                                        own.name(), published.tlp().label(), published.members() ? " for members" : ""),
                        "own",
                        JsonObject.empty(),
                        'B',
                        Audience.of(Tlp.GREEN, own.key()),
                        ""))
                .key();
    }
}
