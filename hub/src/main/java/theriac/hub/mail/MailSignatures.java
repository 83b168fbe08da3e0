package theriac.hub.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;

/// Who signs which kind of mail. A mail never waits for a certificate: what should be signed by S/MIME and
/// cannot be is signed by OpenPGP, with the hub's own key, and the operator is told. Thread-safe.
public final class MailSignatures {

    /// Mails to whoever is no member.
    public static final String LETTER = "letter";

    private static final Logger LOG = LoggerFactory.getLogger(MailSignatures.class);

    private final HubConfig.MailSigning settings;
    private final Optional<SmimeFile> smime;
    private final Pgp pgp;
    private final Clock clock;

    /// The hub's own OpenPGP key.
    @FunctionalInterface
    public interface Pgp {

        /// @param owner the name that a new key gets
        /// @param at the moment that the signature tells
        /// @return the signature, armoured
        String sign(String owner, byte[] part, Instant at);
    }

    /// Tells in the log what is wrong with the certificate.
    ///
    /// @param sender the address from which mails come; "" when none are sent
    public MailSignatures(HubConfig.MailSigning settings, String sender, Pgp pgp, Clock clock) {
        this.settings = settings;
        this.smime = settings.keystore()
                .map(file -> new SmimeFile(file, settings.passwordFile().orElseThrow(), sender));
        this.pgp = pgp;
        this.clock = clock;
        var fault = state().map(Certificate::fault).orElse("");
        if (!fault.isEmpty()) {
            LOG.warn("{}", sentence(fault));
        }
    }

    /// How it stands with the certificate for S/MIME.
    ///
    /// @param fault as of [SmimeFile.State]; "" for none
    /// @param usable whether mails are signed with it now
    /// @param subject whom it names; "" when it cannot be read
    public record Certificate(String fault, boolean usable, String subject, Optional<Instant> until) {}

    /// Empty when no keystore is set.
    public Optional<Certificate> state() {
        return smime.map(file -> file.at(clock.instant()))
                .map(at -> new Certificate(at.fault(), at.key().isPresent(), at.subject(), at.until()));
    }

    /// `none`, `pgp` or `smime`, as it is wanted.
    public String wanted(String kind) {
        return settings.forms().getOrDefault(kind, smime.isPresent() ? "smime" : "pgp");
    }

    /// Who signs a mail of a kind.
    ///
    /// @param owner the name of an OpenPGP key that has to be made
    /// @param at what an OpenPGP signature tells as its moment; S/MIME tells the present one
    /// @return empty: nobody
    public Optional<MailSignature> of(String kind, String owner, Instant at) {
        return switch (wanted(kind)) {
            case "none" -> Optional.empty();
            case "smime" -> {
                var now = clock.instant();
                yield Optional.of(smime.flatMap(file -> file.at(now).key())
                        .map(key -> key.at(now))
                        .orElseGet(() -> part -> pgp.sign(owner, part, at)));
            }
            default -> Optional.of(part -> pgp.sign(owner, part, at));
        };
    }

    /// @param kinds all that this hub sends, beside letters
    /// @throws Problem when the settings name another
    public void check(Collection<String> kinds) {
        var all = new TreeSet<>(kinds);
        all.add(LETTER);
        for (var named : settings.forms().keySet()) {
            if (!all.contains(named)) {
                throw Problem.badRequest(
                        "The setting \"mail-signatures\" names \"%s\", which is no kind of mail; there are %s."
                                .formatted(named, String.join(", ", all)));
            }
        }
    }

    private static String sentence(String fault) {
        var what = switch (fault) {
            case "missing" -> "The file of \"smime-keystore\" or of its password is not there or cannot be opened";
            case "unreadable" -> "The file of \"smime-keystore\" is no PKCS#12 file";
            case "password" -> "The password in \"smime-keystore-password-file\" does not open \"smime-keystore\"";
            case "no-key" -> "The file of \"smime-keystore\" holds no private key with a certificate";
            case "weak-key" ->
                "The key in \"smime-keystore\" is neither RSA of 2,048 bits or more nor on a curve of NIST's";
            case "other-purpose" -> "The certificate in \"smime-keystore\" is not for signing mail";
            case "not-yet" -> "The certificate in \"smime-keystore\" does not hold yet";
            case "expired" -> "The certificate in \"smime-keystore\" has expired";
            case "expires-soon" -> "The certificate in \"smime-keystore\" expires within 30 days";
            default -> "The certificate in \"smime-keystore\" does not name the address in \"mail-from\"";
        };
        return switch (fault) {
            case "expires-soon" -> what + ": put a new file in its place; the hub need not be started again.";
            case "other-sender" -> what + ": mail programs will say that sender and signature differ.";
            default -> what + ": mails are signed by OpenPGP until there is a good file in its place.";
        };
    }
}
