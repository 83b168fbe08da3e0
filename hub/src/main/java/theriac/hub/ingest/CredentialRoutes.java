package theriac.hub.ingest;

import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.vault.Vault;

/// Secrets of sources: put in, listed by name, deleted; never read.
@RestController
public final class CredentialRoutes {

    private static final int LONGEST_SECRET = 8_000;
    private static final int LONGEST_CERTIFICATE = 60_000;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String HOST = "[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]+\\]";
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}"; // RFC 9110 §5.6.2, names of headers

    private final Vault vault;

    public CredentialRoutes(Vault vault) {
        this.vault = vault;
    }

    /// @param kind `bearer`, `basic`, `header`, `parameter` or `certificate`
    /// @param host the only host that it is sent to
    /// @param user the user (basic), or the name of the header or parameter; "" for a bearer token and a
    ///     certificate
    /// @param secret of a certificate: it, its chain and its key as PEM
    public record CredentialForm(String kind, String host, String user, String secret) {
        @Override
        public String toString() {
            return "CredentialForm[" + kind + ", " + host + ", ***]";
        }
    }

    /// @param usable false: sealed with another key than this hub has, and to be entered again
    public record CredentialRow(
            String name, String kind, String host, boolean usable, Instant changedAt, String changedBy) {}

    public record CredentialList(List<CredentialRow> credentials) {}

    @GetMapping("/api/credentials")
    @Requires(Permission.CONFIGURE_SOURCES)
    CredentialList credentials() {
        return new CredentialList(vault.list().stream()
                .map(kept -> new CredentialRow(
                        kept.name(), kept.kind(), kept.host(), kept.usable(), kept.changedAt(), kept.changedBy()))
                .toList());
    }

    /// Keeps a secret; one of that name is replaced.
    @PutMapping("/api/credentials/{name}")
    @Requires(Permission.CONFIGURE_SOURCES)
    CredentialList saveCredential(Viewer viewer, @PathVariable String name, @RequestBody CredentialForm form) {
        refuse(!name.matches(NAME), "A credential is named by letters, digits, dots, dashes and underscores.");
        refuse(!form.host().matches(HOST), "Name the one host that it is for, such as feeds.example.org.");
        boolean certificate = form.kind().equals("certificate");
        int longest = certificate ? LONGEST_CERTIFICATE : LONGEST_SECRET;
        refuse(
                form.secret().isBlank() || form.secret().length() > longest,
                "A secret of this kind has 1 to %,d characters.".formatted(longest));
        refuse(
                !certificate && form.secret().chars().anyMatch(Character::isISOControl),
                "The secret holds a line break or another control character.");
        boolean named = form.kind().equals("header") || form.kind().equals("parameter");
        refuse(named && !form.user().matches(TOKEN), "Name the header or parameter that carries the secret.");
        refuse(form.kind().equals("basic") && form.user().isBlank(), "Name the user.");
        vault.put(name, form.host(), Vault.credential(form.kind(), form.user(), form.secret()), by(viewer));
        return credentials();
    }

    @DeleteMapping("/api/credentials/{name}")
    @Requires(Permission.CONFIGURE_SOURCES)
    void deleteCredential(@PathVariable String name) {
        if (!vault.delete(name)) {
            throw Problem.notFound("The vault keeps no credential of that name.");
        }
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw Problem.badRequest(sentence);
        }
    }

    private static String by(Viewer viewer) {
        return viewer instanceof Viewer.Party party ? party.name() : "hub";
    }
}
