package theriac.taxii.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns the `Authorization` header into a caller, for [TaxiiHttp]. A hub has its own way and does not use this.
public interface Credentials<C> {

    /// The caller; the anonymous one when the header is absent or wrong.
    C caller(Optional<String> authorization);

    /// Knows callers by token, sent as `Bearer <token>` or as the password of `Basic`, whatever the user name.
    static <C> Credentials<C> tokens(Map<String, C> callers, C anonymous) {
        Map<String, C> known = Map.copyOf(callers);
        return authorization -> authorization
                .flatMap(Credentials::token)
                .flatMap(token -> known.entrySet().stream()
                        .filter(entry -> same(entry.getKey(), token))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .orElse(anonymous);
    }

    private static Optional<String> token(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String value = header.substring(space + 1).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer", "token" -> Optional.of(value); // "Token" is what some public clients send
            case "basic" -> password(value);
            default -> Optional.empty();
        };
    }

    private static Optional<String> password(String base64) {
        try {
            String plain = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = plain.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(plain.substring(colon + 1));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty(); // a broken header is a wrong password
        }
    }

    private static boolean same(String known, String given) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
