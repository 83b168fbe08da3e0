package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.mail.MailSignatures;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;

/// How mails are signed, for whoever looks after what goes out.
@RestController
public final class MailSignatureRoutes {

    private final MailSignatures signatures;

    public MailSignatureRoutes(MailSignatures signatures) {
        this.signatures = signatures;
    }

    /// @param kind of a warning, `digest` or `letter`
    /// @param form `none`, `pgp` or `smime`, as it is set
    public record SignedKind(String kind, String form) {}

    /// @param usable whether mails are signed with it now; otherwise they are signed by OpenPGP
    /// @param fault a stable word; absent: nothing is wrong
    /// @param subject whom it names; absent when it cannot be read
    public record SmimeCertificate(
            boolean usable, Optional<String> fault, Optional<String> subject, Optional<Instant> until) {}

    /// @param certificate absent when there is no keystore
    public record MailSigning(List<SignedKind> kinds, Optional<SmimeCertificate> certificate) {}

    @GetMapping("/api/mail-signatures")
    @Requires(Permission.CONFIGURE_SHARING)
    MailSigning signing() {
        var kinds = Stream.concat(Dispatcher.mailKinds().stream(), Stream.of(MailSignatures.LETTER))
                .map(kind -> new SignedKind(kind, signatures.wanted(kind)))
                .toList();
        var certificate = signatures
                .state()
                .map(at -> new SmimeCertificate(
                        at.usable(),
                        Optional.of(at.fault()).filter(fault -> !fault.isEmpty()),
                        Optional.of(at.subject()).filter(subject -> !subject.isEmpty()),
                        at.until()));
        return new MailSigning(kinds, certificate);
    }
}
