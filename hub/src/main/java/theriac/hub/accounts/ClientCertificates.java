package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import theriac.hub.core.KeyStrength;
import theriac.hub.core.Problem;
import theriac.hub.core.Sha256;

/// The client certificate of a request, as a TLS proxy in front tells it in the header `Client-Cert` (RFC 9440). The
/// proxy has checked that the caller holds the key; the hub believes it when the connection comes from one of a few
/// addresses, and refuses the header from everywhere else (ADR 019). Thread-safe.
public final class ClientCertificates {

    static final String HEADER = "Client-Cert";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]{1,20000})-----END CERTIFICATE-----");
    private static final Pattern RFC_9440 = Pattern.compile(":([A-Za-z0-9+/=]{1,20000}):");
    private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");

    private final Set<InetAddress> proxies;
    private final Clock clock;

    /// @param proxies whose word counts; empty: nobody's
    public ClientCertificates(Set<InetAddress> proxies, Clock clock) {
        this.proxies = Set.copyOf(proxies);
        this.clock = clock;
    }

    /// The SHA-256 of the caller's certificate; empty when the request tells of none.
    ///
    /// @throws Problem when somebody tells of one who may not, or it is none, out of its time, or its key is too
    ///     short
    Optional<Fingerprint> of(HttpServletRequest request) {
        var sent = Collections.list(request.getHeaders(HEADER)).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (!proxies.contains(InetAddress.ofLiteral(request.getRemoteAddr()))) {
            throw refused("The header Client-Cert came from an address that is no TLS proxy of this hub.");
        }
        if (sent.size() > 1) {
            throw refused("The header Client-Cert came more than once.");
        }
        var certificate = read(sent.getFirst())
                .orElseThrow(() -> refused("The header Client-Cert holds no certificate that can be read."));
        var now = Date.from(clock.instant());
        if (now.before(certificate.getNotBefore()) || now.after(certificate.getNotAfter())) {
            throw refused("The client certificate is not valid at this time.");
        }
        KeyStrength.tooShort(certificate.getPublicKey()).ifPresent(key -> {
            throw Problem.of(
                    Problem.Code.NOT_AUTHENTICATED,
                    "The client certificate has a key of %d bits, and %s needs %d at least: ask its authority for one with a longer key."
                            .formatted(key.bits(), key.kind(), key.least()));
        });
        return Optional.of(fingerprint(certificate));
    }

    /// SHA-256 of a certificate's DER.
    ///
    /// @param hex 64 digits, lower case
    record Fingerprint(String hex) {

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        static Fingerprint of(byte[] bytes) {
            return new Fingerprint(HexFormat.of().formatHex(bytes));
        }
    }

    /// What people paste: a certificate in PEM, or its SHA-256 as digits with or without colons.
    ///
    /// @throws Problem when it is neither, or the certificate's key is too short to log in with
    static Fingerprint pasted(String text) {
        var given = text.strip();
        if (FINGERPRINT.matcher(given).matches()) {
            return new Fingerprint(given.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        }
        var certificate = read(given)
                .orElseThrow(
                        () -> Problem.badRequest(
                                "This is no certificate: paste it as PEM (-----BEGIN CERTIFICATE-----), or its SHA-256 fingerprint of 64 hex digits."));
        KeyStrength.tooShort(certificate.getPublicKey()).ifPresent(key -> {
            throw Problem.badRequest(
                    "This certificate has a key of %d bits, and %s needs %d at least: it would not be let in. Ask its authority for one with a longer key."
                            .formatted(key.bits(), key.kind(), key.least()));
        });
        return fingerprint(certificate);
    }

    /// As RFC 9440 says (`:base64:`), or PEM, also with its blanks escaped as nginx does.
    private static Optional<X509Certificate> read(String text) {
        try {
            var structured = RFC_9440.matcher(text);
            if (structured.matches()) {
                return Optional.of(parsed(structured.group(1)));
            }
            // The plus of Base64 is no blank: only what is escaped is unescaped.
            var pem = PEM.matcher(
                    text.contains("%") ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.US_ASCII) : text);
            return pem.find() ? Optional.of(parsed(pem.group(1).replaceAll("\\s", ""))) : Optional.empty();
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static X509Certificate parsed(String base64) throws CertificateException {
        var der = new ByteArrayInputStream(Base64.getDecoder().decode(base64));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
    }

    private static Fingerprint fingerprint(X509Certificate certificate) {
        try {
            return Fingerprint.of(Sha256.of(certificate.getEncoded()));
        } catch (CertificateException impossible) {
            throw new IllegalStateException("What was decoded can be encoded.", impossible);
        }
    }

    private static Problem refused(String why) {
        return Problem.of(Problem.Code.NOT_AUTHENTICATED, why);
    }
}
