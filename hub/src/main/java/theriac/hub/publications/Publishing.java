package theriac.hub.publications;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.Flow.Step;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Position;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;

/// Sends a publication out and takes things back. The words, the STIX objects, the deliveries and
/// the ledger's `published` row are one transaction: who gets an answer knows that all of it is
/// durable (law 1). Thread-safe.
public final class Publishing {

    private final Database database;
    /// Of a sentence that names values.
    private static final int SHOWN = 5;

    private static final int LONGEST_REASON = 1_000;

    private final Publications publications;
    private final PublicationSql sql;
    private final OutboxSql outbox;
    private final EditionSql editions;
    private final ScheduleSql schedules;
    private final Store store;
    private final Organizations organizations;
    private final Targeting targeting;
    private final Webhooks webhooks;
    private final ShortMessages messages;
    private final Rhythms rhythms;
    private final Dispatcher dispatcher;
    private final Mistaken mistaken;
    private final SourceReader sources;
    private final Clock clock;

    public Publishing(
            Database database,
            Publications publications,
            Store store,
            Organizations organizations,
            Targeting targeting,
            Webhooks webhooks,
            ShortMessages messages,
            Rhythms rhythms,
            Dispatcher dispatcher,
            Mistaken mistaken,
            Clock clock) {
        this.database = database;
        this.publications = publications;
        this.sql = new PublicationSql(database.jdbc());
        this.outbox = new OutboxSql(database.jdbc());
        this.editions = new EditionSql(database.jdbc());
        this.schedules = new ScheduleSql(database.jdbc());
        this.store = store;
        this.organizations = organizations;
        this.targeting = targeting;
        this.webhooks = webhooks;
        this.messages = messages;
        this.rhythms = rhythms;
        this.dispatcher = dispatcher;
        this.mistaken = mistaken;
        this.sources = new SourceReader(store);
        this.clock = clock;
    }

    /// Publishes what was approved, to all members whom its label reaches.
    ///
    /// @param why what may go out nevertheless
    /// @throws Problem conflict when something is held back, and nobody said why it goes out nevertheless
    Publications.Seen publish(Viewer.Party publisher, UUID id, Nevertheless why) {
        return publications.load(publisher, send(publisher, id, why, publication -> {
            if (publication.severity().highest()) {
                throw new IllegalStateException("What is high and high goes out by the decision of two.");
            }
        }));
    }

    /// Publishes what was given a time, as whoever set it would now. Joins the caller's transaction.
    ///
    /// @throws Problem when it cannot be sent any more
    void publishAtItsTime(Viewer.Party publisher, UUID id, Schedule schedule) {
        send(publisher, id, schedule.why(), publication -> checkDecided(publication, schedule.decided()));
    }

    /// @throws Problem when it takes two and only one set its time
    private static void checkDecided(Publication publication, boolean decided) {
        if (publication.severity().highest() && !decided) {
            throw Problem.conflict("Chance and damage are high, so two who may publish decide that it goes out.");
        }
    }

    /// Why something goes out that is held back unless somebody says so.
    ///
    /// @param listed although values are on warning lists; "" when nobody said so
    /// @param low although chance and damage are low; the same
    record Nevertheless(String listed, String low) {}

    /// Publishes what two decided to send. Once it is sent it is nothing more.
    ///
    /// @param revision that the first of them read
    void publishDecided(Viewer.Party decider, UUID id, int revision, String despite) {
        if (editions.became(id).isPresent()) {
            return;
        }
        var now = publications.load(decider, id).publication();
        // Sending it was the step that followed what was proposed.
        if (now.state() == PublicationState.PUBLISHED && now.revision() == revision + 1) {
            return;
        }
        send(decider, id, new Nevertheless(despite, ""), publication -> checkRevision(publication, revision));
    }

    /// @throws Problem when it is not as it was when somebody proposed to send it
    static void checkRevision(Publication publication, int revision) {
        if (publication.revision() != revision) {
            throw Problem.conflict("The warning has changed since it was proposed; look at it again.");
        }
    }

    /// @return the id of the warning that was sent
    private UUID send(Viewer.Party publisher, UUID id, Nevertheless why, Consumer<Publication> condition) {
        return database.inTransaction(() -> {
            var publication = withinItsOrigin(publisher, publications.locked(publisher, id));
            var next = Flow.take(publication.state(), Step.PUBLISH, Publications.actor(publisher, publication));
            condition.accept(publication);
            boolean listed = checkListed(publication, why.listed());
            checkLow(publication, why.low());
            schedules.remove(publication.key());
            database.afterCommit(dispatcher::wake);
            if (publication.updates()) {
                return reissue(publisher, publication, why);
            }
            var cert = organizations.find(publication.owner()).orElseThrow();
            var recipients = targeting.recipients(publication);
            if (recipients.receiving().isEmpty() && !recipients.lines().isEmpty()) {
                throw Problem.conflict(
                        "Nobody would get this warning: no member meets its rules. Send it back and change them.");
            }
            var audience = recipients.audience();
            var now = clock.instant();
            sql.move(publication.key(), next, publisher.account(), now);
            sql.send(publication.key(), store.audiences().intern(audience));
            var reference = sql.number(publication.key(), Reference.prefix(cert.name()), now);
            plan(publication, 0, recipients.receiving(), now);
            var named = named(publication, reference);
            sql.nameIndicators(publication.key(), named.indicators());
            var settled = publications
                    .sections()
                    .settle(
                            publication,
                            publication.key(),
                            Optional.empty(),
                            label -> targeting.ofSection(publication, recipients, audience, label));
            long position = claim(named, named.indicators(), settled.fresh(), cert, audience, now);
            sql.place(publication.key(), position);
            if (listed) {
                sql.despite(publication.key(), why.listed().strip());
            }
            sql.despiteLow(publication.key(), why.low().strip());
            editions.keep(publication.key(), publication.key(), 0, values(named), now);
            published(named, audience, position, now);
            return id;
        });
    }

    private void published(Publication named, Audience audience, long position, Instant now) {
        var times = named.times();
        append(
                LedgerEntry.Kind.PUBLISHED,
                named,
                audience,
                Publications.detail(named)
                        .put("reference", named.reference().orElseThrow())
                        .put("draftedAt", times.created().at().toString())
                        .put("reviewedAt", times.reviewed().orElseThrow().at().toString())
                        .put("approvedAt", times.approved().orElseThrow().at().toString())
                        .put("position", Position.at(position).toString())
                        .put("indicators", named.indicators().size())
                        .put("publishedAt", now.truncatedTo(ChronoUnit.MICROS).toString()));
    }

    /// Puts an update in the place of the version before: who has the warning is told what changed,
    /// values that are in it no more are taken back, and new ones are claimed. The draft goes.
    ///
    /// @return the warning's id
    private UUID reissue(Viewer.Party publisher, Publication draft, Nevertheless why) {
        long key = draft.edition().of().orElseThrow().key();
        var before = updated(key);
        var now = clock.instant();
        var cert = organizations.find(before.owner()).orElseThrow();
        long source = source(cert);
        int number = draft.edition().number();
        var said = draft.edition().changed().text(cert.language());
        var wanted =
                draft.indicators().stream().map(Publication.Indicator::value).collect(Collectors.toSet());
        var standing = before.indicators().stream()
                .filter(indicator -> indicator.withdrawnSeq() == 0)
                .collect(Collectors.partitioningBy(indicator -> wanted.contains(indicator.value())));
        var kept = standing.getOrDefault(true, List.of());
        standing.getOrDefault(false, List.of()).forEach(gone -> withdraw(publisher, before, gone, source, said));
        var fresh = fresh(draft, before, kept);
        sql.move(draft.key(), PublicationState.PUBLISHED, publisher.account(), now);
        editions.addIndicators(key, fresh);
        editions.takeOver(key, draft.key(), now);
        editions.keep(key, draft.key(), number, values(draft), now);
        editions.ask(key, draft.key(), draft.severity().risesFrom(before.severity()), now);
        var after = Publications.withIndicators(
                sql.find(key).orElseThrow(),
                Stream.concat(kept.stream(), fresh.stream()).toList());
        var audience = store.audiences().load(before.audience());
        var recipients = targeting.recipients(draft);
        var settled = publications
                .sections()
                .settle(
                        draft,
                        key,
                        Optional.of(before),
                        label -> targeting.ofSection(draft, recipients, audience, label));
        settled.gone().forEach(note -> store.claims().withdraw(publisher, note, source, said));
        long position = claim(after, fresh, settled.fresh(), cert, audience, now);
        if (!fresh.isEmpty()) {
            sql.place(key, position);
        }
        sql.despite(
                key, why.listed().isBlank() ? before.despite() : why.listed().strip());
        sql.despiteLow(key, why.low().strip());
        outbox.cancel(key);
        plan(after, number, recipients.receiving(), now);
        append(
                LedgerEntry.Kind.UPDATED,
                after,
                audience,
                Publications.detail(after)
                        .put("reference", after.reference().orElseThrow())
                        .put("version", after.edition().text())
                        .put("indicators", after.indicators().size()));
        editions.remove(draft.key());
        return before.id();
    }

    /// The warning that an update takes the place of, locked.
    ///
    /// @throws Problem when it was taken back or stopped meanwhile
    private Publication updated(long key) {
        sql.lock(key);
        var before = sql.find(key).orElseThrow();
        if (before.state() != PublicationState.PUBLISHED) {
            throw Problem.conflict(
                    "The warning that this updates was taken back meanwhile. Write a new one if there is still something to say.");
        }
        if (before.stopped().isPresent()) {
            throw Problem.conflict(
                    "The sending of the warning that this updates was stopped. Go on with it, or withdraw it, before an update follows.");
        }
        return before;
    }

    /// The values that the version before did not have, with numbers behind all that it ever had.
    private static List<Publication.Indicator> fresh(
            Publication draft, Publication before, List<Publication.Indicator> kept) {
        var known = kept.stream().map(Publication.Indicator::value).collect(Collectors.toSet());
        int last = before.indicators().stream()
                .mapToInt(Publication.Indicator::number)
                .max()
                .orElse(0);
        var fresh = new ArrayList<Publication.Indicator>();
        for (var indicator : draft.indicators()) {
            if (!known.contains(indicator.value())) {
                fresh.add(named(last + fresh.size() + 1, indicator.value()));
            }
        }
        return fresh;
    }

    private static List<String> values(Publication publication) {
        return publication.indicators().stream()
                .map(indicator -> indicator.value().text())
                .toList();
    }

    /// @throws Problem when chance and damage are low and nobody decided that it goes out
    private static void checkLow(Publication publication, String low) {
        if (publication.severity().lowest() && low.isBlank()) {
            throw Problem.conflict(
                    "Chance and damage are low, and such a warning is not sent unless somebody decides so. Say why it goes out nevertheless.");
        }
        checkLength(low);
    }

    /// The publication with what its origin's markings say now, which may be more than when it was drafted.
    ///
    /// @throws Problem when its origin was taken back or hidden meanwhile, or is stricter than its label
    private Publication withinItsOrigin(Viewer.Party publisher, Publication publication) {
        var origin = publication.origin();
        if (origin.isEmpty()) {
            return publication;
        }
        var now = reach(publisher, origin.get());
        sql.originReaches(publication.key(), now);
        var fresh = publications.locked(publisher, publication.id());
        publications.limit(fresh.origin()).check(fresh.tlp());
        return fresh;
    }

    private List<Long> reach(Viewer.Party publisher, Origin origin) {
        try {
            return sources.read(publisher, origin.object()).audiences();
        } catch (Problem gone) {
            throw Problem.conflict(
                    "\"%s\", which it was made of, was taken back or hidden since. Look at what became of it, and write a new warning if there is still something to say."
                            .formatted(origin.name()));
        }
    }

    /// What would be refused later is refused before anybody proposes it.
    Publication checked(Viewer.Party publisher, UUID id, Nevertheless why) {
        var publication = publications.load(publisher, id).publication();
        if (publication.owner() == publisher.organization()) {
            Flow.take(publication.state(), Step.PUBLISH, Publications.actor(publisher, publication));
            checkListed(publication, why.listed());
            checkLow(publication, why.low());
        }
        return publication;
    }

    /// @return whether any value is on a warning list
    private boolean checkListed(Publication publication, String despite) {
        var listed = mistaken.listed(publication.indicators().stream()
                .map(Publication.Indicator::value)
                .toList());
        if (!listed.isEmpty() && despite.isBlank()) {
            var named = listed.entrySet().stream()
                    .limit(SHOWN)
                    .map(e -> "%s (%s)".formatted(Defang.defang(e.getKey().text()), String.join(", ", e.getValue())))
                    .toList();
            throw Problem.conflict(
                    "%d of its values are on warning lists, so they are often mistaken for bad: %s%s. Take them out, or say why they go out nevertheless."
                            .formatted(listed.size(), String.join("; ", named), listed.size() > SHOWN ? "; …" : ""));
        }
        checkLength(despite);
        return !listed.isEmpty();
    }

    private static void checkLength(String reason) {
        if (reason.length() > LONGEST_REASON) {
            throw Problem.badRequest("A reason has at most %d characters.".formatted(LONGEST_REASON));
        }
    }

    /// One indicator was wrong: lists and scouts drop it, the words stay.
    ///
    /// @param reason for everyone who had it; required
    Publications.Seen withdraw(Viewer.Party analyst, UUID id, StixId indicator, String reason) {
        checkReason(reason);
        if (!analyst.may(Permission.WITHDRAW_OBJECTS)) {
            throw Problem.notAllowed("Your roles do not allow that an indicator is withdrawn.");
        }
        database.inTransaction(() -> {
            var publication = publications.locked(analyst, id);
            if (publication.state() != PublicationState.PUBLISHED) {
                throw Problem.conflict("Only indicators of a published publication are withdrawn; a draft is edited.");
            }
            var wrong = publication.indicators().stream()
                    .filter(i -> i.id().equals(Optional.of(indicator)))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("This publication has no such indicator."));
            if (wrong.withdrawnSeq() != 0) {
                throw Problem.conflict("This indicator is withdrawn already.");
            }
            var source = source(organizations.find(publication.owner()).orElseThrow());
            withdraw(analyst, publication, wrong, source, reason);
        });
        return publications.load(analyst, id);
    }

    /// The whole publication was wrong.
    Publications.Seen withdraw(Viewer.Party publisher, UUID id, String reason) {
        checkReason(reason);
        database.inTransaction(() -> {
            var publication = publications.locked(publisher, id);
            var next = Flow.take(publication.state(), Step.WITHDRAW, Publications.actor(publisher, publication));
            sql.move(publication.key(), next, publisher.account(), clock.instant());
            sql.withdrawnFor(publication.key(), reason);
            outbox.cancel(publication.key());
            outbox.correct(publication.key(), publication.edition().number(), clock.instant());
            database.afterCommit(dispatcher::wake);
            long source = source(organizations.find(publication.owner()).orElseThrow());
            store.claims().withdraw(publisher, publication.reportId(), source, reason);
            store.claims().withdraw(publisher, publication.campaignId(), source, reason);
            publications
                    .sections()
                    .notes(publication)
                    .forEach(note -> store.claims().withdraw(publisher, note, source, reason));
            publication.indicators().stream()
                    .filter(indicator -> indicator.withdrawnSeq() == 0)
                    .forEach(indicator -> withdraw(publisher, publication, indicator, source, reason));
        });
        return publications.load(publisher, id);
    }

    /// Whatever carries a published warning in the store is for fewer, until [#show]; nobody is told. Call in a
    /// transaction.
    ///
    /// @param notes those that carry its sections
    void hide(Publication publication, Audience from, Audience to, List<Sections.Moved> notes) {
        long source = source(organizations.find(publication.owner()).orElseThrow());
        store.claims().hide(objects(publication), source, from, to);
        notes.forEach(note -> store.claims().hide(List.of(note.note()), source, note.from(), note.to()));
    }

    /// It is for those again for whom it was sent: new to who did not have it. Call in a transaction.
    void show(Viewer.Party actor, Publication publication, Audience from, Audience to, List<Sections.Moved> notes) {
        long source = source(organizations.find(publication.owner()).orElseThrow());
        var why = "The sending of this warning goes on.";
        notes.forEach(
                note -> store.claims().moveAudience(actor, List.of(note.note()), source, note.from(), note.to(), why));
        var moved = store.claims().moveAudience(actor, objects(publication), source, from, to, why);
        sql.place(publication.key(), moved.seq());
    }

    /// What stands of it in the store, its indicators last.
    private static List<StixId> objects(Publication publication) {
        var standing = publication.indicators().stream()
                .filter(indicator -> indicator.withdrawnSeq() == 0)
                .toList();
        var objects = new ArrayList<>(List.of(publication.reportId(), publication.campaignId()));
        standing.forEach(indicator -> objects.add(indicator.relationship().orElseThrow()));
        standing.forEach(indicator -> objects.add(indicator.id().orElseThrow()));
        return objects;
    }

    private void withdraw(
            Viewer.Party actor, Publication publication, Publication.Indicator wrong, long source, String reason) {
        store.claims().withdraw(actor, wrong.relationship().orElseThrow(), source, reason);
        var withdrawal = store.claims().withdraw(actor, wrong.id().orElseThrow(), source, reason);
        sql.withdrawIndicator(publication.key(), wrong.number(), withdrawal.seq(), reason);
    }

    /// @param edition which version; the portal shows them all and has one row, of the first
    private void plan(Publication publication, int edition, List<Recipients.Line> recipients, Instant now) {
        if (edition == 0) {
            outbox.plan(publication.key(), edition, "portal", "sent", rules(recipients), now);
        }
        var mailed = recipients.stream()
                .filter(line -> line.organization().mail().isPresent())
                .toList();
        var digests = rhythms.digests(
                mailed.stream().map(line -> line.organization().key()).toList(), publication.severity());
        var parted = mailed.stream()
                .collect(Collectors.partitioningBy(
                        line -> digests.contains(line.organization().key())));
        outbox.plan(publication.key(), edition, "mail", "waiting", rules(parted.getOrDefault(false, List.of())), now);
        outbox.planDigest(publication.key(), edition, rules(parted.getOrDefault(true, List.of())), rhythms.next(now));
        var byOrganization = rules(recipients);
        webhooks.of(byOrganization.keySet(), publication.tlp())
                .forEach(webhook -> outbox.plan(
                        publication.key(),
                        edition,
                        webhook.channel(),
                        "waiting",
                        Map.of(webhook.organization(), byOrganization.getOrDefault(webhook.organization(), "")),
                        now));
        if (messages.carry(publication)) {
            messages.channels(byOrganization.keySet())
                    .forEach((organization, channels) -> channels.forEach(channel -> outbox.plan(
                            publication.key(),
                            edition,
                            channel,
                            "waiting",
                            Map.of(organization, byOrganization.getOrDefault(organization, "")),
                            now)));
        }
    }

    private static Map<Long, String> rules(List<Recipients.Line> lines) {
        return lines.stream()
                .collect(Collectors.toMap(line -> line.organization().key(), line -> WhyJson.write(line.reasons())));
    }

    private static Publication named(Publication publication, String reference) {
        var named = publication.indicators().stream()
                .map(i -> named(i.number(), i.value()))
                .toList();
        return Publications.with(publication, Optional.of(reference), named);
    }

    private static Publication.Indicator named(int number, NormalValue value) {
        return new Publication.Indicator(
                number,
                value,
                Optional.of(StixId.random("indicator")),
                Optional.of(StixId.random("relationship")),
                0,
                "");
    }

    /// Claims what belongs to the publication, its indicators last.
    ///
    /// @param publication with every indicator that stands
    /// @param fresh those of them that are new
    /// @param sections in English, those whose notes are new
    /// @return the position of the last indicator: who has read that far recognises them all
    private long claim(
            Publication publication,
            List<Publication.Indicator> fresh,
            List<Section> sections,
            Organization cert,
            Audience audience,
            Instant now) {
        var stix = new PublicationStix(publication, cert, now);
        long source = source(cert);
        var known = Audience.of(Tlp.CLEAR, cert.key());
        var around = new ArrayList<Candidate>();
        around.add(new Candidate(organizations.identity(cert), known));
        around.add(new Candidate(stix.campaign(), audience));
        fresh.forEach(i -> around.add(new Candidate(stix.relationship(i), audience)));
        around.add(new Candidate(stix.report(), audience));
        sections.forEach(section -> around.add(
                new Candidate(stix.note(section), publications.sections().audience(section))));
        long position =
                store.claims().claim(new ClaimBatch(source, null, around)).lastSeq();
        var indicators = new ArrayList<StixObject>();
        fresh.forEach(i -> indicators.add(stix.indicator(i)));
        if (!indicators.isEmpty()) {
            var batch = indicators.stream()
                    .map(indicator -> new Candidate(indicator, audience))
                    .toList();
            position = store.claims().claim(new ClaimBatch(source, null, batch)).lastSeq();
        }
        return position;
    }

    /// The hub's own word. The whole community may know that it exists; what it says has its own
    /// audience.
    private long source(Organization cert) {
        return store.sources()
                .register(new NewSource(
                        cert.key(),
                        cert.name(),
                        "own",
                        JsonObject.empty(),
                        'A',
                        Audience.of(Tlp.GREEN, cert.key()),
                        ""))
                .key();
    }

    private void append(LedgerEntry.Kind kind, Publication publication, Audience audience, JsonObject.Builder detail) {
        store.ledger()
                .append(List.of(new LedgerEntry.New(
                        kind, publication.reportId(), null, audience, publication.owner(), detail.build())));
    }

    private static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > 2_000) {
            throw Problem.badRequest("Taking something back needs a reason of at most 2,000 characters.");
        }
    }
}
