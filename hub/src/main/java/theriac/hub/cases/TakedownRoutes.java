package theriac.hub.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.stix.value.Defang;

/// Takedowns over HTTP; what every case has is with [CaseRoutes].
@RestController
public final class TakedownRoutes {

    private final Takedowns takedowns;
    private final CaseRoutes pages;

    public TakedownRoutes(Takedowns takedowns, CaseRoutes pages) {
        this.takedowns = takedowns;
        this.pages = pages;
    }

    /// @param title absent: what is to disappear
    /// @param report from which it comes
    /// @param value what is to disappear, also defanged; absent: the first suspicious value of the report
    /// @param brand whom it imitates; absent: as the report says
    public record NewTakedown(
            Optional<String> title,
            Optional<String> text,
            Optional<UUID> report,
            Optional<String> value,
            Optional<String> brand) {}

    /// @param role `site`, `host`, `registrar`, `registry` or `other`
    /// @param to one mail address
    /// @param language `nl` or `en`
    /// @param message whether the message of the member who reported it goes along; absent: no
    /// @param despite why it goes out although something speaks against it
    public record TakedownLetterWish(
            String role,
            String to,
            String language,
            Optional<String> remark,
            Optional<Boolean> message,
            Optional<String> despite) {}

    /// @param code `marking`: it stands here under `subject` only; `name`: it names the organisation `subject`;
    ///     `message`: a member's message goes along
    public record TakedownObjection(String code, String subject) {}

    /// @param xarf the message for programs that goes along, as JSON text
    public record TakedownPreview(String subject, String body, String xarf, List<TakedownObjection> objections) {}

    /// @param state `waiting`, `leased`, `sending`, `sent`, `failed` or `uncertain`: it may have arrived and is not
    ///     sent again by itself
    /// @param at when it was sent, or is due
    public record TakedownLetter(
            String role, String to, String subject, String body, String state, Instant at, String problem) {}

    /// @param domain for which the operator's file names it, `*` for all
    public record TakedownContact(String role, String domain, String mail) {}

    public record TakedownView(
            String kind,
            String value,
            String defanged,
            String brand,
            Instant firstSeen,
            List<TakedownLetter> letters,
            List<TakedownContact> contacts) {}

    /// @param sha256 lower-case hexadecimal digits
    public record EvidencePart(String name, long size, String sha256) {}

    /// @param sha256 of the file that `evidence.zip` gives for the same question
    public record EvidenceView(String sha256, long size, List<EvidencePart> parts) {}

    @PostMapping("/api/cases/takedowns")
    @Requires(Permission.TRIAGE_REPORTS)
    @ResponseStatus(HttpStatus.CREATED)
    CaseRoutes.CaseView open(Viewer viewer, @RequestBody NewTakedown wish) {
        return pages.view(takedowns.open(
                viewer,
                new Takedowns.Wish(
                        wish.title().orElse(""),
                        wish.text().orElse(""),
                        wish.report(),
                        wish.value().orElse(""),
                        wish.brand().orElse(""))));
    }

    @GetMapping("/api/cases/{id}/takedown")
    @Requires(Permission.TRIAGE_REPORTS)
    TakedownView read(Viewer viewer, @PathVariable UUID id) {
        var whole = takedowns.load(viewer, id);
        var value = whole.takedown().value();
        return new TakedownView(
                value.kind().code(),
                value.text(),
                Defang.defang(value.text()),
                whole.takedown().brand(),
                whole.takedown().firstSeen(),
                whole.letters().stream().map(TakedownRoutes::letter).toList(),
                whole.contacts().stream()
                        .map(c -> new TakedownContact(c.role(), c.domain(), c.mail()))
                        .toList());
    }

    private static TakedownLetter letter(Takedowns.Written written) {
        var posted = written.posted();
        return new TakedownLetter(
                written.role(),
                posted.letter().to(),
                posted.letter().subject(),
                posted.letter().text(),
                posted.state(),
                posted.at(),
                posted.problem());
    }

    /// The letter as it would go out, and what speaks against it. Changes nothing.
    @PostMapping("/api/cases/{id}/letters/preview")
    @Requires(Permission.TRIAGE_REPORTS)
    TakedownPreview preview(Viewer viewer, @PathVariable UUID id, @RequestBody TakedownLetterWish wish) {
        var composed = takedowns.preview(viewer, id, wish(wish));
        return new TakedownPreview(
                composed.subject(),
                composed.body(),
                composed.xarf(),
                composed.objections().stream()
                        .map(objection -> new TakedownObjection(objection.code(), objection.subject()))
                        .toList());
    }

    /// Writes a letter, which is sent once.
    @PostMapping("/api/cases/{id}/letters")
    @Requires(Permission.TRIAGE_REPORTS)
    CaseRoutes.CaseView send(Viewer viewer, @PathVariable UUID id, @RequestBody TakedownLetterWish wish) {
        return pages.view(takedowns.send(viewer, id, wish(wish)));
    }

    /// What the evidence holds, with the hashes of its parts and of itself.
    ///
    /// @param message whether the message of the member who reported it is a part
    @GetMapping("/api/cases/{id}/evidence")
    @Requires(Permission.TRIAGE_REPORTS)
    EvidenceView evidence(Viewer viewer, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean message) {
        var evidence = takedowns.evidence(viewer, id, message);
        return new EvidenceView(
                evidence.sha256(),
                evidence.bytes().length,
                evidence.parts().stream()
                        .map(part -> new EvidencePart(part.name(), part.size(), part.sha256()))
                        .toList());
    }

    /// The evidence as a ZIP; the same bytes as long as nothing was written in the case.
    @GetMapping("/api/cases/{id}/evidence.zip")
    @Requires(Permission.TRIAGE_REPORTS)
    ResponseEntity<byte[]> bundle(
            Viewer viewer, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean message) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence.zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .body(takedowns.evidence(viewer, id, message).bytes());
    }

    private static Takedowns.LetterWish wish(TakedownLetterWish wish) {
        return new Takedowns.LetterWish(
                wish.role(),
                wish.to(),
                wish.language(),
                wish.remark().orElse(""),
                wish.message().orElse(false),
                wish.despite().orElse(""));
    }
}
