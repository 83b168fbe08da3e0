package theriac.hub.publications;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Flow.Step;
import theriac.hub.store.Audiences;
import theriac.hub.store.ErasurePlace;
import theriac.hub.store.Ledger;
import theriac.hub.store.LedgerEntry;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValuePatterns;
import theriac.stix.value.Values;

/// Warnings, from the first draft to the acknowledgement. Until it is published a publication is the
/// CERT's own (TLP:AMBER+STRICT); sending it is with [Publishing]. Thread-safe.
public final class Publications {

    /// Where warnings keep what people wrote.
    public static final List<ErasurePlace> PERSONAL = List.of(
            new ErasurePlace("publication", "id", "nl_title", false),
            new ErasurePlace("publication", "id", "nl_summary", false),
            new ErasurePlace("publication", "id", "nl_advice", false),
            new ErasurePlace("publication", "id", "en_title", false),
            new ErasurePlace("publication", "id", "en_summary", false),
            new ErasurePlace("publication", "id", "en_advice", false),
            new ErasurePlace("publication", "id", "withdrawn_reason", false),
            new ErasurePlace("publication", "id", "source_name", false),
            new ErasurePlace("publication_indicator", "publication_id", "value", false),
            new ErasurePlace("publication_indicator", "publication_id", "reason", false),
            new ErasurePlace("publication", "id", "nl_changed", false),
            new ErasurePlace("publication", "id", "en_changed", false),
            new ErasurePlace("publication", "id", "deviation", false),
            new ErasurePlace("publication_edition", "publication_id", "nl_title", false),
            new ErasurePlace("publication_edition", "publication_id", "nl_summary", false),
            new ErasurePlace("publication_edition", "publication_id", "nl_advice", false),
            new ErasurePlace("publication_edition", "publication_id", "en_title", false),
            new ErasurePlace("publication_edition", "publication_id", "en_summary", false),
            new ErasurePlace("publication_edition", "publication_id", "en_advice", false),
            new ErasurePlace("publication_edition", "publication_id", "nl_changed", false),
            new ErasurePlace("publication_edition", "publication_id", "en_changed", false),
            new ErasurePlace("publication_edition", "publication_id", "deviation", false),
            new ErasurePlace("publication_section", "publication_id", "content", false),
            new ErasurePlace("publication_answer", "id", "note", false),
            new ErasurePlace("publication_call", "publication_id", "contact", false),
            new ErasurePlace("publication_call", "publication_id", "note", false));

    /// With its relationship each indicator is two objects, and one transaction claims at most 5,000.
    static final int MOST_INDICATORS = 2_000;

    private static final int PAGE = 100;
    private static final int MOST_SENT = 500;

    private final Database database;
    private final PublicationSql sql;
    private final OutboxSql outbox;
    private final ScheduleSql schedules;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Organizations organizations;
    private final EgressGate gate;
    private final Reports reports;
    private final Sections sections;
    private final KindTemplates templates;
    private final Clock clock;

    /// @param templates folder of the operator's own templates; it need not exist
    public Publications(
            Database database,
            Audiences audiences,
            Ledger ledger,
            Organizations organizations,
            EgressGate gate,
            Reports reports,
            Path templates,
            Clock clock) {
        this.database = database;
        this.sql = new PublicationSql(database.jdbc());
        this.outbox = new OutboxSql(database.jdbc());
        this.schedules = new ScheduleSql(database.jdbc());
        this.audiences = audiences;
        this.ledger = ledger;
        this.organizations = organizations;
        this.gate = gate;
        this.reports = reports;
        this.sections = new Sections(database, audiences, gate);
        this.templates = new KindTemplates(templates);
        this.clock = clock;
    }

    /// What an editor may change.
    ///
    /// @param revision the one that was read; empty: overwrite whatever is there
    /// @param kind empty: as it is; an operational alert when it is new
    /// @param changed what changed since the version before; only an update has it
    record Content(
            Optional<Integer> revision,
            Optional<PublicationKind> kind,
            Tlp tlp,
            Wording dutch,
            Wording english,
            Rating rating,
            Edition.Changed changed,
            List<NormalValue> indicators) {}

    /// A publication as one viewer may see it.
    ///
    /// @param sections those of its sections that this viewer may have
    /// @param deliveries all of them for the owner, its own for everyone else
    /// @param acknowledged by organisation (internal key), with the same limit
    record Seen(
            Publication publication,
            List<Section> sections,
            List<OutboxSql.Row> deliveries,
            Map<Long, Instant> acknowledged) {}

    /// One line of what waits at the CERT.
    public record Waiting(UUID id, Instant since, String state, String title, String titleEn) {}

    /// What the rest of the hub may know of the warnings.
    public SentWarnings sent() {
        return new SentWarnings(
                sql, outbox, new EditionSql(database.jdbc()), new StopSql(database.jdbc()), audiences, gate);
    }

    /// Makes a draft of a report; the report is drafted in the same transaction.
    Seen draft(Viewer.Party analyst, UUID report) {
        var cert = owner(analyst, Permission.DRAFT_PUBLICATIONS);
        var id = UUID.randomUUID();
        database.inTransaction(() -> {
            var material = reports.draft(analyst, report, id);
            var content = new Content(
                    Optional.empty(),
                    Optional.empty(),
                    Tlp.GREEN,
                    DraftText.of(templates, material, "nl"),
                    DraftText.of(templates, material, "en"),
                    Rating.UNSAID,
                    Edition.Changed.NOTHING,
                    indicators(material.suspects()));
            var from = new From(Optional.of(report), Optional.of(material.reportedAt()), Optional.empty());
            insert(analyst, cert, id, content, from);
        });
        return load(analyst, id);
    }

    /// Makes a draft of nothing.
    Seen create(Viewer.Party analyst, Content content) {
        return create(analyst, content, Optional.empty());
    }

    /// Makes a draft of what others published.
    ///
    /// @throws Problem when its label is wider than its origin allows
    Seen create(Viewer.Party analyst, Content content, Optional<Origin> origin) {
        var cert = owner(analyst, Permission.DRAFT_PUBLICATIONS);
        check(content);
        limit(origin).check(content.tlp());
        var id = UUID.randomUUID();
        var from = new From(Optional.empty(), Optional.empty(), origin);
        database.inTransaction(() -> insert(analyst, cert, id, content, from));
        return load(analyst, id);
    }

    KindTemplates templates() {
        return templates;
    }

    Sections sections() {
        return sections;
    }

    /// "" before the hub was set up.
    String certName() {
        return organizations.cert().map(Organization::name).orElse("");
    }

    /// What was sent since then to every member, the newest first, at most 500: without what is stricter than
    /// GREEN or was for some by name, of which others should not even read the title.
    List<Publication> sentToAll(Viewer viewer, Instant since) {
        return sql.published(audiences.visible(viewer), MOST_SENT).stream()
                .filter(p -> p.state() == PublicationState.PUBLISHED)
                .filter(p -> !p.times().published().orElseThrow().at().isBefore(since))
                .filter(p -> p.tlp().compareTo(Tlp.GREEN) <= 0)
                .filter(p -> audiences.load(p.audience()).organizations().isEmpty())
                .toList();
    }

    /// How far it may go because of what it was made of.
    Origin.Limit limit(Optional<Origin> origin) {
        return origin.map(o -> new Origin.Limit(
                        o.name(), o.audiences().stream().map(audiences::load).toList()))
                .orElse(Origin.Limit.NONE);
    }

    /// Somebody may send it between the question which rules count for this viewer and the question for it, and then it
    /// is under a rule that the first did not know: who finds nothing looks once more.
    private Optional<Publication> find(Viewer viewer, UUID id) {
        return sql.find(id, audiences.visible(viewer)).or(() -> sql.find(id, audiences.visible(viewer)));
    }

    /// @throws Problem when it is absent or hidden
    Seen load(Viewer viewer, UUID id) {
        var publication = find(viewer, id).orElseThrow(Publications::absent);
        gate.pass(
                "portal",
                viewer,
                List.of(publication),
                p -> p.id().toString(),
                p -> List.of(audiences.load(p.audience())));
        return seen(viewer, publication);
    }

    /// The same for people of the CERT that owns it.
    ///
    /// @throws Problem when it is absent, hidden or another's
    Seen own(Viewer viewer, UUID id) {
        var seen = load(viewer, id);
        if (!(viewer instanceof Viewer.Party person)
                || person.organization() != seen.publication().owner()) {
            throw absent();
        }
        return seen;
    }

    /// Whether there is one for this viewer; nothing of it leaves.
    public boolean holds(Viewer viewer, UUID id) {
        return find(viewer, id).isPresent();
    }

    /// For whom it is, or will be when it is a draft.
    ///
    /// @throws Problem when it is absent or hidden
    public Audience audience(Viewer viewer, UUID id) {
        return audiences.load(load(viewer, id).publication().audience());
    }

    /// Newest first.
    List<Publication> list(Viewer viewer, long before) {
        return gate.pass(
                "portal",
                viewer,
                sql.list(audiences.visible(viewer), before, PAGE),
                p -> p.id().toString(),
                p -> List.of(audiences.load(p.audience())));
    }

    static int page() {
        return PAGE;
    }

    /// Publications on which somebody still has to act, for people of the CERT; nothing for others.
    public List<Waiting> waiting(Viewer viewer) {
        return sql.list(audiences.visible(viewer), Long.MAX_VALUE, PAGE).stream()
                .filter(p -> p.state() == PublicationState.DRAFT
                        || p.state() == PublicationState.REVIEW
                        || p.state() == PublicationState.APPROVED)
                .map(p -> new Waiting(
                        p.id(),
                        p.times().created().at(),
                        p.state().text(),
                        p.dutch().title(),
                        p.english().title()))
                .toList();
    }

    Seen edit(Viewer.Party editor, UUID id, Content content) {
        check(content);
        database.inTransaction(() -> {
            var publication = locked(editor, id);
            Flow.take(publication.state(), Step.EDIT, actor(editor, publication));
            if (content.revision().isPresent() && content.revision().get() != publication.revision()) {
                throw Problem.conflict(
                        "Somebody changed this publication since you loaded it; load it again and repeat your change.");
            }
            limit(publication.origin()).check(content.tlp());
            if (publication.updates() && content.tlp() != publication.tlp()) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "An update keeps the label of its warning, %s, for those who have it. Write a new warning for others."
                                .formatted(publication.tlp().label()));
            }
            var dutch = Written.of(content.dutch(), "nl", content.tlp());
            var english = Written.of(content.english(), "en", content.tlp());
            sql.write(
                    publication.key(),
                    content.kind().orElse(publication.kind()),
                    content.tlp(),
                    dutch.open(),
                    english.open(),
                    content.rating(),
                    publication.updates() ? content.changed() : Edition.Changed.NOTHING);
            sections.write(publication.key(), publication.edition().number(), publication.audience(), dutch, english);
            sql.replaceIndicators(publication.key(), content.indicators());
            sql.addEditor(publication.key(), editor.account());
        });
        return load(editor, id);
    }

    /// Ready for a second pair of eyes.
    Seen submit(Viewer.Party author, UUID id) {
        return step(author, id, Step.SUBMIT, LedgerEntry.Kind.REVIEWED, publication -> {
            if (!publication.dutch().complete() || !publication.english().complete()) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "Title, summary and advice are needed in Dutch and in English before somebody can review them.");
            }
            publication.dutch().checkFilledIn("Dutch");
            publication.english().checkFilledIn("English");
            publication.rating().checkReady(publication.kind());
            sections.checkReady(publication);
            if (publication.updates()
                    && (publication.edition().changed().dutch().isBlank()
                            || publication.edition().changed().english().isBlank())) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "Say in Dutch and in English what changed since the version before: it is the first thing that who has the warning reads.");
            }
            if (publication.tlp() == Tlp.RED) {
                throw Problem.of(
                        Problem.Code.UNPROCESSABLE,
                        "TLP:RED is for named people, and a publication goes to organisations. Choose another label, or tell those people yourself.");
            }
        });
    }

    /// @param loosens whether the reviewer means that more people read what was in a section before
    /// @throws Problem conflict when an update does that and the reviewer did not say so
    Seen approve(Viewer.Party reviewer, UUID id, boolean loosens) {
        return step(reviewer, id, Step.APPROVE, LedgerEntry.Kind.APPROVED, publication -> {
            var loosened = sections.loosened(publication);
            if (!loosened.isEmpty() && !loosens) {
                throw Problem.conflict(
                        "This update shows more people what stood in a section with a stricter label: \"%s\". Approve it and say that this is meant, or send it back."
                                .formatted(loosened.getFirst()));
            }
        });
    }

    /// Back to draft, from review or approval.
    Seen sendBack(Viewer.Party person, UUID id) {
        database.inTransaction(() -> {
            var publication = locked(person, id);
            var next = Flow.take(publication.state(), Step.RETURN, actor(person, publication));
            var sentence = Problem.conflict(
                            "It went back to draft before its time, so it is not sent by itself any more. Set a time again once it is approved.")
                    .sentence();
            if (schedules.miss(publication.key(), sentence)) {
                internal(LedgerEntry.Kind.HANDLED, publication, person);
            }
            sql.move(publication.key(), next, person.account(), clock.instant());
        });
        return load(person, id);
    }

    /// A recipient's organisation has read it. The second time nothing happens.
    Seen acknowledge(Viewer.Party reader, UUID id) {
        database.inTransaction(() -> {
            var publication = find(reader, id).orElseThrow(Publications::absent);
            acknowledged(publication, reader.organization(), reader);
        });
        return load(reader, id);
    }

    /// A person says for an organisation that it has read what it was sent. The second time nothing
    /// happens. Call inside a transaction.
    ///
    /// @param organization internal key; that the person answers for it is for the caller to know
    /// @throws Problem conflict when it was not sent to it
    void acknowledged(Publication publication, long organization, Viewer.Party person) {
        if (person.account() == 0 || !outbox.isRecipient(publication.key(), organization)) {
            throw Problem.conflict("Only people of an organisation that received the publication acknowledge it.");
        }
        if (sql.acknowledge(publication.key(), organization, person.account(), clock.instant())) {
            var audience = Audience.undecided(organization).withOrganization(publication.owner());
            ledger.append(List.of(new LedgerEntry.New(
                    LedgerEntry.Kind.ACKNOWLEDGED,
                    publication.reportId(),
                    null,
                    audience,
                    organization,
                    detail(publication).build())));
        }
    }

    /// The publication, locked until the transaction ends, if this person is of the CERT that owns it.
    Publication locked(Viewer.Party person, UUID id) {
        var seen = find(person, id).orElseThrow(Publications::absent);
        if (seen.owner() != person.organization() || person.account() == 0) {
            throw Problem.notAllowed("Only people of the CERT change publications.");
        }
        sql.lock(seen.key());
        return find(person, id).orElseThrow(Publications::absent);
    }

    static Flow.Actor actor(Viewer.Party person, Publication publication) {
        return new Flow.Actor(person.permissions(), publication.editors().contains(person.account()));
    }

    /// What every ledger row about a publication says.
    static JsonObject.Builder detail(Publication publication) {
        var detail = JsonObject.builder()
                .put("publication", subject(publication).toString())
                .put("title", publication.dutch().title())
                .put("titleEn", publication.english().title());
        publication.report().ifPresent(report -> detail.put("report", report.toString()));
        publication.reportedAt().ifPresent(at -> detail.put("reportedAt", at.toString()));
        return detail;
    }

    /// What a ledger row is about: of an update the warning, for the draft goes when it is published.
    static UUID subject(Publication publication) {
        return publication.edition().of().map(Edition.Of::id).orElse(publication.id());
    }

    /// The same with other indicators.
    static Publication withIndicators(Publication p, List<Publication.Indicator> indicators) {
        return with(p, p.reference(), indicators);
    }

    /// The same with its reference and other indicators.
    static Publication with(Publication p, Optional<String> reference, List<Publication.Indicator> indicators) {
        return new Publication(
                p.key(),
                p.id(),
                reference,
                p.kind(),
                p.state(),
                p.revision(),
                p.owner(),
                p.tlp(),
                p.audience(),
                p.report(),
                p.origin(),
                p.reportedAt(),
                p.dutch(),
                p.english(),
                p.rating(),
                p.edition(),
                p.editors(),
                p.times(),
                p.despite(),
                p.despiteLow(),
                p.withdrawnReason(),
                p.position(),
                p.schedule(),
                p.stopped(),
                List.copyOf(indicators));
    }

    /// The values as an editor wrote them, in normal form, each once.
    ///
    /// @param written defanged or not
    /// @throws Problem when one of them cannot be an indicator
    static List<NormalValue> parse(List<String> written) {
        var values = new LinkedHashSet<NormalValue>();
        for (var text : written) {
            values.add(Values.recognize(text)
                    .filter(value -> ValuePatterns.of(value).isPresent())
                    .orElseThrow(() -> Problem.of(
                            Problem.Code.UNPROCESSABLE,
                            "\"%s\" cannot be an indicator: give a domain, URL, IP address, network, hash or mail address."
                                    .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text))));
        }
        return List.copyOf(values);
    }

    private Seen step(
            Viewer.Party person,
            UUID id,
            Step step,
            LedgerEntry.Kind kind,
            java.util.function.Consumer<Publication> condition) {
        database.inTransaction(() -> {
            var publication = locked(person, id);
            var next = Flow.take(publication.state(), step, actor(person, publication));
            condition.accept(publication);
            sql.move(publication.key(), next, person.account(), clock.instant());
            internal(kind, publication, person);
        });
        return load(person, id);
    }

    /// What a draft is made of.
    private record From(Optional<UUID> report, Optional<Instant> reportedAt, Optional<Origin> origin) {}

    private void insert(Viewer.Party analyst, Organization cert, UUID id, Content content, From from) {
        var dutch = Written.of(content.dutch(), "nl", content.tlp());
        var english = Written.of(content.english(), "en", content.tlp());
        long owner = audiences.intern(Audience.undecided(cert.key()));
        long key = sql.insert(new PublicationSql.NewPublication(
                id,
                content.kind().orElse(PublicationKind.OPERATIONAL_ALERT),
                cert.key(),
                content.tlp(),
                owner,
                from.report(),
                from.origin(),
                from.reportedAt(),
                dutch.open(),
                english.open(),
                content.rating(),
                new Edition(0, Optional.empty(), Edition.Changed.NOTHING, Optional.empty()),
                analyst.account(),
                clock.instant()));
        sections.write(key, 0, owner, dutch, english);
        sql.addEditor(key, analyst.account());
        sql.replaceIndicators(key, content.indicators());
        internal(LedgerEntry.Kind.DRAFTED, sql.find(key).orElseThrow(), analyst);
    }

    /// A row that only the CERT reads.
    void internal(LedgerEntry.Kind kind, Publication publication, Viewer.Party person) {
        var detail = detail(publication).put("who", person.name()).build();
        var audience = Audience.undecided(publication.owner());
        var about = StixId.of("report", subject(publication));
        ledger.append(List.of(new LedgerEntry.New(kind, about, null, audience, publication.owner(), detail)));
    }

    private Seen seen(Viewer viewer, Publication publication) {
        boolean owner = viewer instanceof Viewer.Party party && party.organization() == publication.owner();
        long own = viewer instanceof Viewer.Party party ? party.organization() : 0;
        var deliveries = outbox.list(publication.key()).stream()
                .filter(row -> owner || row.organization() == own)
                .toList();
        var acknowledged = new java.util.HashMap<>(sql.acknowledgements(publication.key()));
        acknowledged.keySet().removeIf(organization -> !owner && organization != own);
        return new Seen(publication, sections.read("portal", viewer, publication), deliveries, acknowledged);
    }

    private Organization owner(Viewer.Party person, Permission permission) {
        var cert = organizations.cert().orElseThrow(() -> Problem.notAllowed("The hub has not been set up."));
        if (person.organization() != cert.key() || person.account() == 0 || !person.may(permission)) {
            throw Problem.notAllowed("Only people of the CERT with the right role draft publications.");
        }
        return cert;
    }

    private static List<NormalValue> indicators(List<NormalValue> suspects) {
        return new ArrayList<>(suspects.stream()
                .filter(value -> ValuePatterns.of(value).isPresent())
                .limit(MOST_INDICATORS)
                .toList());
    }

    private static void check(Content content) {
        content.dutch().checked("Dutch");
        content.english().checked("English");
        content.changed().check();
        if (content.indicators().size() > MOST_INDICATORS) {
            throw Problem.of(
                    Problem.Code.TOO_LARGE,
                    "A publication has at most %,d indicators; put the others into a list source."
                            .formatted(MOST_INDICATORS));
        }
    }

    static Problem absent() {
        return Problem.notFound("There is no such publication.");
    }
}
