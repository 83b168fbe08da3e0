package theriac.hub.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import theriac.hub.core.Sha256;

/// Random values that are shown once and stored only as a hash. 256 random bits need no slow hash: they cannot be
/// guessed.
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /// 43 characters that are safe in a URL, a cookie and a header.
    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
