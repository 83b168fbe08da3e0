package theriac.taxii.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// How the client says who it is. Never shows its secret in [#toString].
public sealed interface Auth {

    /// The `Authorization` header; empty when there is none to send.
    Optional<String> header();

    static Auth none() {
        return new None();
    }

    static Auth basic(String user, String password) {
        return new Basic(user, password);
    }

    static Auth bearer(String token) {
        return new Bearer(token);
    }

    /// Nobody.
    record None() implements Auth {
        @Override
        public Optional<String> header() {
            return Optional.empty();
        }
    }

    /// User and password (RFC 7617, UTF-8).
    record Basic(String user, String password) implements Auth {
        @Override
        public Optional<String> header() {
            byte[] plain = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(plain));
        }

        @Override
        public String toString() {
            return "Basic of " + user;
        }
    }

    /// A token (RFC 6750).
    record Bearer(String token) implements Auth {
        @Override
        public Optional<String> header() {
            return Optional.of("Bearer " + token);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }
}
