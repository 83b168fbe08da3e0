package theriac.hub.fetch;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How the hub says who it is to a server. Never shows its secret in [#toString].
public sealed interface Credential {

    /// Headers that carry it, by name.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// The address with the secret inside, for servers that take it only there.
    default URI in(URI address) {
        return address;
    }

    /// Everything that must not appear in a text for people.
    List<String> secrets();

    static Credential none() {
        return new None();
    }

    /// Nobody.
    record None() implements Credential {
        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /// A token (RFC 6750).
    record Bearer(String token) implements Credential {
        @Override
        public Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token);
        }

        @Override
        public List<String> secrets() {
            return List.of(token);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /// User and password (RFC 7617, UTF-8).
    record Basic(String user, String password) implements Credential {
        @Override
        public Map<String, String> headers() {
            return Map.of("Authorization", "Basic " + encoded());
        }

        private String encoded() {
            return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> secrets() {
            return List.of(encoded(), password);
        }

        @Override
        public String toString() {
            return "Basic of " + user;
        }
    }

    /// A header of the server's own, such as `Auth-Key`.
    record Header(String name, String value) implements Credential {
        @Override
        public Map<String, String> headers() {
            return Map.of(name, value);
        }

        @Override
        public List<String> secrets() {
            return List.of(value);
        }

        @Override
        public String toString() {
            return "Header " + name;
        }
    }

    /// A parameter of the address, such as `auth-key=…`.
    record Parameter(String name, String value) implements Credential {
        @Override
        public URI in(URI address) {
            var parameter = encoded(name) + "=" + encoded(value);
            var query = address.getRawQuery() == null ? parameter : address.getRawQuery() + "&" + parameter;
            var text = address.toString();
            int end = Stream.of(text.indexOf('?'), text.indexOf('#'))
                    .filter(place -> place >= 0)
                    .min(Integer::compare)
                    .orElse(text.length());
            return URI.create(text.substring(0, end) + "?" + query);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public List<String> secrets() {
            return List.of(value, encoded(value));
        }

        @Override
        public String toString() {
            return "Parameter " + name;
        }
    }

    /// A certificate that is shown in the TLS handshake; nothing of it is in a request.
    ///
    /// @param pem see [ClientCertificate#parse]
    record Certificate(String pem) implements Credential {

        private static final int SHORTEST = 16;

        public Certificate {
            ClientCertificate.parse(pem);
        }

        ClientCertificate parsed() {
            return ClientCertificate.parse(pem);
        }

        /// Line by line: a text that repeats part of the key repeats whole lines of it.
        @Override
        public List<String> secrets() {
            return pem.substring(pem.indexOf("-----BEGIN PRIVATE KEY-----"))
                    .lines()
                    .map(String::strip)
                    .takeWhile(line -> !line.startsWith("-----END"))
                    .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"))
                    .toList();
        }

        @Override
        public String toString() {
            return "Certificate of " + parsed().subject();
        }
    }
}
