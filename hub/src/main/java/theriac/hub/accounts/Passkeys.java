package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonObject;

/// Passkeys (Web Authentication, level 2): a key pair per person and device, for this hub's address only. The
/// person must show the device who she is (user verification), so a passkey is two factors in one. Challenges
/// count once, in the browser that asked. Attestation is not asked for: which devices people buy is theirs to
/// choose. Thread-safe.
public final class Passkeys {

    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);

    /// More than anybody's devices.
    private static final int MOST = 20;

    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private final PasskeysSql sql;
    private final Steps steps;
    private final Clock clock;
    private final Origin origin;
    private final String site;
    private final WebAuthnManager library;
    private final AttestedCredentialDataConverter attested;

    /// @param publicUrl how people reach the hub: its origin and host are what passkeys are for
    public Passkeys(JdbcClient jdbc, String publicUrl, Clock clock) {
        this.sql = new PasskeysSql(jdbc);
        this.steps = new Steps(jdbc, clock);
        this.clock = clock;
        var address = URI.create(publicUrl);
        var host = String.valueOf(address.getHost());
        // Browsers make passkeys for names only; this machine's is the one that needs no https.
        this.site = host.equals("127.0.0.1") || host.equals("[::1]") ? "localhost" : host;
        this.origin = Origin.create(
                address.getScheme() + "://" + site + (address.getPort() < 0 ? "" : ":" + address.getPort()));
        var converter = new ObjectConverter();
        this.library = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.attested = new AttestedCredentialDataConverter(converter);
    }

    /// @param backedUp whether the device keeps it elsewhere too, as clouds of makers do
    public record Passkey(UUID id, String name, boolean backedUp, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// What a browser needs to make a passkey or to sign with one; all octets in base64url.
    ///
    /// @param step for the cookie
    /// @param challenge to be signed
    /// @param site the relying party's id: the hub's host
    /// @param user handle of the person; "" when anybody may answer
    /// @param known credentials that exist already
    /// @param algorithms COSE numbers, the best first
    record Asked(String step, String challenge, String site, String user, List<String> known, List<Long> algorithms) {}

    List<Passkey> list(long account) {
        return sql.list(account);
    }

    /// Asks a browser to make one.
    ///
    /// @throws Problem when there are enough
    Asked askToMake(Account account) {
        var known = sql.credentials(account.key());
        if (known.size() >= MOST) {
            throw Problem.conflict("You have %d passkeys; remove one first.".formatted(MOST));
        }
        return ask(
                "make", handle(account.id()), known.stream().map(Passkeys::text).toList());
    }

    /// Asks a browser for the signature of any passkey of this hub: nobody learns who has one.
    Asked askToSign() {
        return ask("sign", "", List.of());
    }

    private Asked ask(String what, String user, List<String> known) {
        var challenge = Secrets.random();
        var step = steps.keep(JsonObject.builder()
                .put("for", "passkey " + what)
                .put("challenge", challenge)
                .put("user", user)
                .build());
        var algorithms =
                ALGORITHMS.stream().map(COSEAlgorithmIdentifier::getValue).toList();
        return new Asked(step, challenge, site, user, known, algorithms);
    }

    /// Believes a passkey that was just made, or not; the challenge is used up either way, so not to be called
    /// inside a transaction.
    ///
    /// @param answer the browser's, as JSON (RegistrationResponseJSON)
    /// @throws Problem when it is not one for this person, browser and hub
    Made check(Account account, String step, String name, String answer) {
        var label = Entered.text(name, 60, "A passkey needs a name of at most 60 plain characters.");
        var asked = challenge(step, "passkey make", handle(account.id()));
        var data = read(() -> verified(answer, asked));
        var object = data.getAttestationObject();
        var key = object == null ? null : object.getAuthenticatorData();
        var credential = key == null ? null : key.getAttestedCredentialData();
        if (key == null || credential == null) {
            throw refused();
        }
        var kept = new PasskeysSql.Kept(
                UUID.randomUUID(),
                credential.getCredentialId(),
                attested.convert(credential),
                key.getSignCount(),
                key.isFlagBE(),
                key.isFlagBS());
        return new Made(label, kept);
    }

    /// A passkey that is believed and not kept yet.
    record Made(String name, PasskeysSql.Kept key) {}

    /// @throws Problem when it is known already
    void keep(Account account, Made made) {
        if (!sql.insert(account.key(), made.key(), made.name(), at(clock.instant()))) {
            throw Problem.conflict("This passkey is in use already.");
        }
    }

    private RegistrationData verified(String answer, String challenge) {
        var wanted = ALGORITHMS.stream()
                .map(each -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, each))
                .toList();
        return library.verifyRegistrationResponseJSON(
                limited(answer), new RegistrationParameters(here(challenge), wanted, true, true));
    }

    /// What the library makes of hostile text; it throws whatever it stumbles over.
    private static <T> T read(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException wrong) {
            LOG.info("A passkey was refused: {}", wrong.getClass().getSimpleName());
            throw refused();
        }
    }

    /// Whose passkey signed; the challenge is used up either way.
    ///
    /// @param answer the browser's, as JSON (AuthenticationResponseJSON)
    /// @throws Problem when it is nobody's here, in the same words whatever is wrong
    Account judge(String step, String answer) {
        var asked = challenge(step, "passkey sign", "");
        var data = read(() -> library.parseAuthenticationResponseJSON(limited(answer)));
        var kept = sql.find(data.getCredentialId()).orElseThrow(Passkeys::refused);
        var user = data.getUserHandle();
        if (user != null && !text(user).equals(handle(kept.account().id()))) {
            throw refused();
        }
        read(() -> verify(data, kept.key(), asked));
        var signed = java.util.Objects.requireNonNull(data.getAuthenticatorData());
        if (!sql.used(kept.key().id(), signed.getSignCount(), signed.isFlagBS(), at(clock.instant()))) {
            LOG.warn(
                    "A passkey of {} counted backwards: it may have been copied",
                    kept.account().login());
            throw refused();
        }
        return kept.account();
    }

    private AuthenticationData verify(AuthenticationData data, PasskeysSql.Kept key, String challenge) {
        var record = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                key.backupEligible(),
                key.backedUp(),
                key.signCount(),
                attested.convert(ByteBuffer.wrap(key.attested())),
                null,
                null,
                null,
                Set.of());
        return library.verify(data, new AuthenticationParameters(here(challenge), record, null, true, true));
    }

    /// @throws Problem when the person has none of this id
    void rename(long account, UUID id, String name) {
        if (!sql.rename(
                account, id, Entered.text(name, 60, "A passkey needs a name of at most 60 plain characters."))) {
            throw absent();
        }
    }

    /// @throws Problem when the person has none of this id
    void remove(long account, UUID id) {
        if (!sql.delete(account, id)) {
            throw absent();
        }
    }

    private ServerProperty here(String challenge) {
        return new ServerProperty(origin, site, new DefaultChallenge(bytes(challenge)));
    }

    private String challenge(String step, String purpose, String user) {
        return steps.take(step)
                .filter(each -> each.text("for").filter(purpose::equals).isPresent())
                .filter(each -> each.text("user").filter(user::equals).isPresent())
                .flatMap(each -> each.text("challenge"))
                .orElseThrow(Passkeys::refused);
    }

    /// 16 octets that say nothing about the person.
    private static String handle(UUID account) {
        return text(ByteBuffer.allocate(16)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array());
    }

    private static String limited(String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            throw refused();
        }
        return answer;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static Problem absent() {
        return Problem.notFound("There is no such passkey; it may have been removed.");
    }

    private static Problem refused() {
        return Problem.of(
                Problem.Code.UNPROCESSABLE,
                "This passkey is not one of this hub, or the answer came too late. Try again, or log in in another way.");
    }
}
