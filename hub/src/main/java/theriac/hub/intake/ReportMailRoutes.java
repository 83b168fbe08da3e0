package theriac.hub.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Mails behind reports over HTTP.
@RestController
public final class ReportMailRoutes {

    private final ReportMails mails;

    public ReportMailRoutes(ReportMails mails) {
        this.mails = mails;
    }

    /// @param type as the mail says it; proves nothing
    /// @param searched for QR codes: `searched`, `large` (too many points), `broken`, `late` (not all
    ///     in time), `many` (one picture more than are searched); "" for what is no picture
    public record MailAttachment(String name, String type, long size, String sha256, String searched) {}

    /// @param way `smtp` or `imap`
    /// @param reporter the address in From, which anybody can write
    /// @param known whether it is an address of one of the hub's people
    /// @param source where the original was found: `attached` (it is the original), `told` (the forwarder's
    ///     program quoted it) or `itself` (there is no other mail in it)
    /// @param headers of the original, a line each; empty unless it was attached
    /// @param receipt `waiting`, `sending`, `sent`, `failed`, `uncertain`; "" when none is due
    /// @param scan what the virus scanner said: `clean`, `infected` or `unread` (not looked at to its end);
    ///     the last two are not handed out; "" when there was none
    /// @param found what it found, or why it did not look at all of it
    public record MailDetail(
            String way,
            String reporter,
            boolean known,
            String source,
            List<String> headers,
            List<MailAttachment> attachments,
            String receipt,
            String scan,
            String found) {}

    /// @param mail absent when the report came another way
    public record MailBehind(Optional<MailDetail> mail) {}

    @GetMapping("/api/reports/{id}/mail")
    @Requires(Permission.REPORT)
    MailBehind mail(Viewer viewer, @PathVariable UUID id) {
        return new MailBehind(mails.of(viewer, id)
                .map(row -> new MailDetail(
                        row.way(),
                        row.reporter(),
                        row.known(),
                        row.source(),
                        row.headers(),
                        row.attachments().stream()
                                .map(one -> new MailAttachment(
                                        one.name(), one.type(), one.size(), one.digest(), one.searched()))
                                .toList(),
                        row.receipt(),
                        row.scan().state(),
                        row.scan().found())));
    }

    /// The mail as it came, under a name that no program opens.
    @GetMapping(value = "/api/reports/{id}/mail/original", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Requires(Permission.TRIAGE_REPORTS)
    ResponseEntity<byte[]> original(Viewer viewer, @PathVariable UUID id) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"report-%s.mail\"".formatted(id))
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(mails.raw(viewer, id));
    }
}
