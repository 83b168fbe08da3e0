package theriac.hub.publications;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Position;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.Defang;

/// Publications over HTTP.
@RestController
public final class PublicationRoutes {

    private final Publications publications;
    private final Publishing publishing;
    private final FollowUp followUp;
    private final Organizations organizations;
    private final Proposals waiting;
    private final Editions editions;
    private final UnaryOperator<String> dutch;

    /// @param dutch what the hub says in English, in Dutch
    public PublicationRoutes(
            Publications publications,
            Publishing publishing,
            Editions editions,
            FollowUp followUp,
            Organizations organizations,
            Proposals waiting,
            UnaryOperator<String> dutch) {
        this.dutch = dutch;
        this.followUp = followUp;
        this.waiting = waiting;
        this.editions = editions;
        this.publications = publications;
        this.publishing = publishing;
        this.organizations = organizations;
    }

    public record WordingView(String title, String summary, String advice) {}

    /// @param value defanged or not; the kind is recognised
    public record IndicatorWish(String value) {}

    /// @param kind such as `advisory` (see `/api/publication-kinds`); absent: as it is, for a new
    ///     one the first
    /// @param tlp `clear`, `green`, `amber`, `amber+strict`
    /// @param nl the words; a section with a stricter label stands between the lines `::: TLP:AMBER` and `:::`
    /// @param en the same
    /// @param chance `low`, `medium`, `high`; absent: what the answers give
    /// @param damage the same
    /// @param answers on chance and damage, by question (see `/api/rating-questions`); absent: none
    /// @param deviation why chance or damage is another level than the answers give
    /// @param changedNl what changed since the version before; only an update has it
    /// @param changedEn the same
    /// @param revision the one that was read; absent: overwrite
    public record PublicationWish(
            Optional<String> kind,
            @Nullable String tlp,
            @Nullable WordingView nl,
            @Nullable WordingView en,
            @Nullable List<IndicatorWish> indicators,
            Optional<String> chance,
            Optional<String> damage,
            Optional<Map<String, String>> answers,
            Optional<String> deviation,
            Optional<String> changedNl,
            Optional<String> changedEn,
            Optional<Integer> revision) {}

    /// @param despite why values may go out that are on warning lists; absent: nobody says so
    /// @param low why it goes out although chance and damage are low; absent: nobody says so
    /// @param reason for the second person who decides: needed where chance and damage are high
    public record PublishingWish(Optional<String> despite, Optional<String> low, Optional<String> reason) {}

    /// @param loosens whether it is meant that more people read what was in a section before; absent: it is not
    public record ApprovalWish(Optional<Boolean> loosens) {}

    public record WithdrawalReason(@Nullable String reason) {}

    /// @param id the STIX indicator, from publication on
    /// @param state `draft`, `active` or `withdrawn`
    public record IndicatorView(
            Optional<String> id,
            String kind,
            String value,
            String defanged,
            String state,
            Optional<Instant> withdrawnAt,
            Optional<String> reason) {}

    /// @param version which version of the warning, `1.00`; the portal shows them all
    /// @param state `waiting`, `leased`, `sending`, `sent`, `failed`, `uncertain`, `cancelled`,
    ///     `stopped`
    /// @param correction whether it tells that the warning was taken back
    public record DeliveryView(
            String organization,
            String channel,
            String version,
            String state,
            Instant at,
            Optional<String> problem,
            boolean correction) {}

    public record AcknowledgementView(String organization, Instant at) {}

    /// Where everybody reads it, without a log-in; from the hub's own root on.
    ///
    /// @param page for people
    /// @param csaf for machines
    public record OpenView(String page, String csaf) {}

    /// When it goes out by itself, or why it did not.
    ///
    /// @param by who set it, and in whose name it is sent
    /// @param problem why it was not sent, in English; absent while the time stands
    /// @param problemNl the same in Dutch
    public record ScheduleView(
            Instant at, String by, Instant setAt, Optional<String> problem, Optional<String> problemNl) {}

    /// The advisory of others that it was made of.
    ///
    /// @param object the report that carries it
    /// @param widest the widest label that it allows, as `tlp`
    public record OriginView(String object, String name, String widest) {}

    public record TimesView(
            Optional<Instant> reportedAt,
            Instant draftedAt,
            Optional<Instant> reviewedAt,
            Optional<Instant> approvedAt,
            Optional<Instant> publishedAt,
            Optional<Instant> withdrawnAt) {}

    /// What stands behind chance and damage.
    ///
    /// @param answers by question
    /// @param deviation why a level is another than they give; "" when nobody said so
    /// @param despiteLow why it was sent although both are low; "" when they were not
    /// @param outcome what the answers give
    public record RatingDetail(
            Map<String, String> answers, String deviation, String despiteLow, RatingRoutes.RatingView outcome) {}

    /// A part with a stricter label, which this reader may have.
    ///
    /// @param language `nl` or `en`
    /// @param part `summary` or `advice`
    /// @param at how many lines of that part stand before it
    public record SectionView(String language, String part, int at, String tlp, String text) {

        static SectionView of(Section section) {
            return new SectionView(
                    section.language(),
                    section.part().text(),
                    section.at(),
                    section.tlp().label(),
                    section.text());
        }
    }

    /// The words with their sections between fences, as they are written.
    public record WrittenView(WordingView nl, WordingView en) {}

    /// @param tlp of what everybody has who has the warning
    /// @param whole of what this reader has: the strictest of `tlp` and her sections
    /// @param sections those that this reader may have; `nl` and `en` are without them
    /// @param written for people of its owner only
    /// @param loosened lines that stood in a section of the version before and that more people would read with
    ///     this one; for people of its owner only
    /// @param reference by which people and machines outside name it; from publication on
    /// @param despite why it was published although values are on warning lists; for its owner only
    /// @param origin for its owner only
    /// @param open only of what was sent with TLP:CLEAR
    /// @param chance `low`, `medium`, `high`; "" when nothing is said
    /// @param damage the same
    /// @param level chance and damage in one: `low`, `medium`, `high`; "" when one is not said
    /// @param urgency `urgent` or `normal`; the same
    /// @param rating what its answers give; for its owner only
    /// @param version `1.00`; of an update that is written, what it will be
    /// @param versionAt when that was published; absent for the first and before
    /// @param updates the warning that this draft is an update of
    /// @param nextDraft the draft of its next version; for its owner only
    /// @param schedule when it goes out by itself; for its owner only
    /// @param stopped whether its sending was stopped; false for everybody but its owner
    /// @param waiting whether it waits for a second person to decide that it goes out
    /// @param wrote whether the asker wrote in it, and so may not approve it
    public record PublicationView(
            UUID id,
            Optional<String> reference,
            String kind,
            String state,
            int revision,
            String tlp,
            String whole,
            WordingView nl,
            WordingView en,
            List<SectionView> sections,
            Optional<WrittenView> written,
            List<String> loosened,
            String chance,
            String damage,
            String level,
            String urgency,
            Optional<RatingDetail> rating,
            String version,
            Optional<Instant> versionAt,
            String changedNl,
            String changedEn,
            Optional<UUID> updates,
            Optional<UUID> nextDraft,
            List<IndicatorView> indicators,
            String createdBy,
            Optional<String> reviewedBy,
            Optional<String> approvedBy,
            Optional<String> publishedBy,
            Optional<String> despite,
            TimesView times,
            Optional<UUID> reportId,
            Optional<OriginView> origin,
            String stixReport,
            Optional<OpenView> open,
            List<DeliveryView> deliveries,
            List<AcknowledgementView> acknowledgements,
            Optional<ScheduleView> schedule,
            boolean stopped,
            boolean waiting,
            boolean wrote) {}

    /// @param scheduledFor when it goes out by itself; for its owner only, as is the next
    /// @param stopped whether its sending was stopped
    public record PublicationRow(
            UUID id,
            Optional<String> reference,
            String kind,
            String state,
            String tlp,
            String version,
            String title,
            String titleEn,
            int indicators,
            Instant draftedAt,
            Optional<Instant> publishedAt,
            Optional<Instant> scheduledFor,
            boolean stopped) {}

    public record PublicationList(List<PublicationRow> publications, Optional<String> next) {}

    @GetMapping("/api/publications")
    @Requires(Permission.READ_PUBLICATIONS)
    PublicationList list(Viewer viewer, @RequestParam Optional<String> after) {
        var page = publications.list(viewer, after.map(PublicationRoutes::place).orElse(Long.MAX_VALUE));
        var next = page.size() < Publications.page()
                ? Optional.<String>empty()
                : Optional.of(Long.toString(page.getLast().key()));
        return new PublicationList(
                page.stream().map(p -> row(p, own(viewer, p))).toList(), next);
    }

    @PostMapping("/api/publications")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    @ResponseStatus(HttpStatus.CREATED)
    PublicationView create(Viewer viewer, @RequestBody PublicationWish wish) {
        return view(viewer, publications.create(party(viewer), content(wish)));
    }

    @PostMapping("/api/reports/{id}/draft")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    @ResponseStatus(HttpStatus.CREATED)
    PublicationView draft(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, publications.draft(party(viewer), id));
    }

    @GetMapping("/api/publications/{id}")
    @Requires(Permission.READ_PUBLICATIONS)
    PublicationView find(Viewer viewer, @PathVariable UUID id) {
        var seen = publications.load(viewer, id);
        followUp.opened(viewer, seen.publication());
        return view(viewer, seen);
    }

    /// What was sent, as a PDF to keep or to print.
    ///
    /// @param lang `nl` or `en`
    @GetMapping(value = "/api/publications/{id}/pdf", produces = "application/pdf")
    @Requires(Permission.READ_PUBLICATIONS)
    ResponseEntity<byte[]> pdf(Viewer viewer, @PathVariable UUID id, @RequestParam(defaultValue = "nl") String lang) {
        var seen = publications.load(viewer, id);
        var publication = seen.publication();
        if (publication.reference().isEmpty()) {
            throw Problem.conflict(
                    "This warning was not published yet, and only what was sent is a PDF; publish it first.");
        }
        followUp.opened(viewer, publication);
        var notice = editions.notice(publication);
        var paper = new WarningPdf(name(publication.owner()), lang, ZoneId.systemDefault());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s.pdf\"".formatted(notice.reference()))
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PDF)
                .body(paper.of(notice, seen.sections()));
    }

    @PutMapping("/api/publications/{id}")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    PublicationView edit(Viewer viewer, @PathVariable UUID id, @RequestBody PublicationWish wish) {
        return view(viewer, publications.edit(party(viewer), id, content(wish)));
    }

    @PostMapping("/api/publications/{id}/review")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    PublicationView review(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, publications.submit(party(viewer), id));
    }

    @PostMapping("/api/publications/{id}/return")
    @Requires(Permission.READ_PUBLICATIONS)
    PublicationView sendBack(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, publications.sendBack(party(viewer), id));
    }

    @PostMapping("/api/publications/{id}/approval")
    @Requires(Permission.APPROVE_PUBLICATIONS)
    PublicationView approve(
            Viewer viewer, @PathVariable UUID id, @RequestBody(required = false) @Nullable ApprovalWish wish) {
        boolean loosens = wish != null && wish.loosens().orElse(false);
        return view(viewer, publications.approve(party(viewer), id, loosens));
    }

    /// Sends it. What has a high chance and a high damage waits for a second person who may publish.
    @PostMapping("/api/publications/{id}/publication")
    @Requires(Permission.PUBLISH)
    PublicationView publish(
            Viewer viewer, @PathVariable UUID id, @RequestBody(required = false) @Nullable PublishingWish wish) {
        var despite = wish == null ? "" : wish.despite().orElse("");
        var why = new Publishing.Nevertheless(
                despite, wish == null ? "" : wish.low().orElse(""));
        var person = party(viewer);
        var publication = publishing.checked(person, id, why);
        if (publication.severity().highest() && publication.owner() == person.organization()) {
            var reason = wish == null ? "" : wish.reason().orElse("");
            waiting.propose(viewer, HighestWarning.wish(publication, despite, reason, Optional.empty()));
            return view(viewer, publications.load(viewer, id));
        }
        return view(viewer, publishing.publish(person, id, why));
    }

    @PostMapping("/api/publications/{id}/acknowledgement")
    @Requires(Permission.ACKNOWLEDGE)
    PublicationView acknowledge(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, publications.acknowledge(party(viewer), id));
    }

    @PostMapping("/api/publications/{id}/indicators/{indicator}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    PublicationView withdraw(
            Viewer viewer,
            @PathVariable UUID id,
            @PathVariable String indicator,
            @RequestBody WithdrawalReason reason) {
        var wrong =
                StixId.parse(indicator).orElseThrow(() -> Problem.notFound("This publication has no such indicator."));
        return view(viewer, publishing.withdraw(party(viewer), id, wrong, text(reason.reason())));
    }

    @PostMapping("/api/publications/{id}/withdrawal")
    @Requires(Permission.PUBLISH)
    PublicationView withdraw(Viewer viewer, @PathVariable UUID id, @RequestBody WithdrawalReason reason) {
        return view(viewer, publishing.withdraw(party(viewer), id, text(reason.reason())));
    }

    static Viewer.Party party(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Party party -> party;
            case Viewer.Anonymous a -> throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first.");
            case Viewer.System s -> throw new IllegalStateException("A route was called by the hub itself.");
        };
    }

    private static Publications.Content content(PublicationWish wish) {
        var label = text(wish.tlp());
        var tlp = label.isEmpty()
                ? Tlp.GREEN
                : Tlp.ofLabel(label)
                        .orElseThrow(() -> Problem.badRequest(
                                "The label is clear, green, amber or amber+strict, not \"%s\".".formatted(label)));
        var wishes = wish.indicators() == null ? List.<IndicatorWish>of() : wish.indicators();
        var values = Publications.parse(
                wishes.stream().map(indicator -> text(indicator.value())).toList());
        return new Publications.Content(
                wish.revision(),
                wish.kind().map(PublicationKind::of),
                tlp,
                wording(wish.nl()),
                wording(wish.en()),
                Rating.of(
                        Severity.of(wish.chance().orElse(""), wish.damage().orElse("")),
                        wish.answers().orElse(Map.of()),
                        wish.deviation().orElse("")),
                new Edition.Changed(
                        wish.changedNl().orElse(""), wish.changedEn().orElse("")),
                values);
    }

    private static Wording wording(@Nullable WordingView words) {
        return words == null
                ? new Wording("", "", "")
                : new Wording(text(words.title()), text(words.summary()), text(words.advice()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("The parameter \"after\" is taken from \"next\" of the page before.");
        }
        return Long.parseLong(text);
    }

    private static PublicationRow row(Publication p, boolean own) {
        return new PublicationRow(
                p.id(),
                p.reference(),
                p.kind().text(),
                p.state().text(),
                p.tlp().label(),
                p.edition().text(),
                p.dutch().title(),
                p.english().title(),
                p.indicators().size(),
                p.times().created().at(),
                p.times().published().map(Publication.Taken::at),
                p.schedule().filter(each -> own && each.stands()).map(Schedule::due),
                own && stopped(p));
    }

    PublicationView view(Viewer viewer, Publications.Seen seen) {
        var p = seen.publication();
        var times = p.times();
        return new PublicationView(
                p.id(),
                p.reference(),
                p.kind().text(),
                p.state().text(),
                p.revision(),
                p.tlp().label(),
                Section.whole(p.tlp(), seen.sections()).label(),
                view(p.dutch()),
                view(p.english()),
                seen.sections().stream().map(SectionView::of).toList(),
                own(viewer, p) ? Optional.of(written(seen)) : Optional.empty(),
                own(viewer, p) ? publications.sections().loosened(p) : List.of(),
                p.severity().chance(),
                p.severity().damage(),
                p.severity().together(),
                p.severity().urgency(),
                own(viewer, p) ? Optional.of(rating(p)) : Optional.empty(),
                p.edition().text(),
                p.edition().at(),
                p.edition().changed().dutch(),
                p.edition().changed().english(),
                p.edition().of().map(Edition.Of::id),
                own(viewer, p) ? editions.draft(p) : Optional.empty(),
                p.indicators().stream().map(PublicationRoutes::view).toList(),
                times.created().who(),
                times.reviewed().map(Publication.Taken::who),
                times.approved().map(Publication.Taken::who),
                times.published().map(Publication.Taken::who),
                Optional.of(p.despite()).filter(reason -> !reason.isEmpty() && own(viewer, p)),
                new TimesView(
                        p.reportedAt(),
                        times.created().at(),
                        times.reviewed().map(Publication.Taken::at),
                        times.approved().map(Publication.Taken::at),
                        times.published().map(Publication.Taken::at),
                        times.withdrawnAt()),
                own(viewer, p) ? p.report() : Optional.empty(),
                own(viewer, p) ? p.origin().map(this::origin) : Optional.empty(),
                p.reportId().text(),
                open(p),
                seen.deliveries().stream().map(PublicationRoutes::view).toList(),
                seen.acknowledged().entrySet().stream()
                        .map(entry -> new AcknowledgementView(name(entry.getKey()), entry.getValue()))
                        .sorted(java.util.Comparator.comparing(AcknowledgementView::at))
                        .toList(),
                own(viewer, p) ? p.schedule().map(this::schedule) : Optional.empty(),
                own(viewer, p) && stopped(p),
                p.state() == PublicationState.APPROVED
                        && p.severity().highest()
                        && waiting.waits(viewer, HighestWarning.KIND, p.id().toString()),
                viewer instanceof Viewer.Party person && p.editors().contains(person.account()));
    }

    private ScheduleView schedule(Schedule schedule) {
        var problem = Optional.of(schedule.problem()).filter(text -> !text.isEmpty());
        return new ScheduleView(
                schedule.due(), schedule.by(), schedule.setAt(), problem, problem.map(text -> dutch.apply(text)));
    }

    private static boolean stopped(Publication p) {
        return p.state() == PublicationState.PUBLISHED && p.stopped().isPresent();
    }

    private static WrittenView written(Publications.Seen seen) {
        var p = seen.publication();
        return new WrittenView(
                view(Section.written(p.dutch(), "nl", seen.sections())),
                view(Section.written(p.english(), "en", seen.sections())));
    }

    private static boolean own(Viewer viewer, Publication p) {
        return viewer instanceof Viewer.Party asker && asker.organization() == p.owner();
    }

    private static RatingDetail rating(Publication p) {
        return new RatingDetail(
                p.rating().answers(), p.rating().deviation(), p.despiteLow(), RatingRoutes.view(p.rating()));
    }

    private OriginView origin(Origin origin) {
        var widest = publications.limit(Optional.of(origin)).widest();
        return new OriginView(origin.object().text(), origin.name(), widest.label());
    }

    private Optional<OpenView> open(Publication p) {
        return p.tlp() == Tlp.CLEAR && p.reference().isPresent()
                ? Optional.of(editions.notice(p))
                        .map(notice -> new OpenView(
                                OpenPages.address("", notice.reference()),
                                CsafFiles.document("", "WHITE", notice.reference(), notice.published())))
                : Optional.empty();
    }

    private String name(long organization) {
        return organizations.find(organization).map(o -> o.name()).orElse("");
    }

    static WordingView view(Wording words) {
        return new WordingView(words.title(), words.summary(), words.advice());
    }

    private static DeliveryView view(OutboxSql.Row row) {
        return new DeliveryView(
                row.organizationName(),
                row.channel().replaceFirst(":.*", ""),
                Edition.text(row.edition()),
                row.state(),
                row.at(),
                Optional.of(row.problem()).filter(text -> !text.isEmpty()),
                row.correction());
    }

    private static IndicatorView view(Publication.Indicator indicator) {
        boolean withdrawn = indicator.withdrawnSeq() != 0;
        var state = withdrawn ? "withdrawn" : indicator.id().isPresent() ? "active" : "draft";
        return new IndicatorView(
                indicator.id().map(StixId::text),
                indicator.value().kind().code(),
                indicator.value().text(),
                Defang.defang(indicator.value().text()),
                state,
                withdrawn ? Optional.of(Position.at(indicator.withdrawnSeq())) : Optional.empty(),
                Optional.of(indicator.reason()).filter(text -> !text.isEmpty()));
    }
}
