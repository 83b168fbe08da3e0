package theriac.hub.fetch;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// A client certificate with its chain and its key (RFC 7468), as a server is shown it in the TLS
/// handshake. Immutable.
public final class ClientCertificate {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]{1,60000})-----END \\1-----");
    private static final int MOST = 10;
    private static final char[] PASSWORD = "only in memory".toCharArray();

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /// Reads the certificate, the certificates that lead to its issuer, and the key, in any order but
    /// that the own certificate comes before the others.
    ///
    /// @param pem blocks `CERTIFICATE` and one block `PRIVATE KEY` (PKCS #8, not encrypted)
    /// @throws IllegalArgumentException with a sentence that does not repeat anything of the text
    public static ClientCertificate parse(String pem) {
        var chain = new ArrayList<X509Certificate>();
        byte[] key = null;
        var blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            switch (blocks.group(1)) {
                case "CERTIFICATE" -> chain.add(certificate(octets(blocks.group(2))));
                case "PRIVATE KEY" -> key = octets(blocks.group(2));
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException(
                            "The private key is encrypted. The vault encrypts it itself: give it without a password (openssl pkcs8 -in key.pem).");
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new IllegalArgumentException(
                            "The private key is in an older form. Write it as PKCS #8: openssl pkcs8 -topk8 -nocrypt -in key.pem.");
                default -> {}
            }
        }
        if (chain.isEmpty() || chain.size() > MOST || key == null) {
            throw new IllegalArgumentException(
                    "Give the certificate and its private key as texts: blocks \"BEGIN CERTIFICATE\" (1 to %d) and one block \"BEGIN PRIVATE KEY\"."
                            .formatted(MOST));
        }
        return new ClientCertificate(chain, key(key, chain.getFirst()));
    }

    private static byte[] octets(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("A certificate among these texts cannot be read.");
        }
    }

    private static PrivateKey key(byte[] der, X509Certificate certificate) {
        var publicKey = certificate.getPublicKey();
        try {
            var key = KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
            var algorithm = switch (publicKey.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> publicKey.getAlgorithm();
            };
            var proof = "one pair".getBytes(StandardCharsets.US_ASCII);
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(proof);
            var signed = signing.sign();
            signing.initVerify(publicKey);
            signing.update(proof);
            if (signing.verify(signed)) {
                return key;
            }
        } catch (GeneralSecurityException unreadable) {
            // Said below: a key of another kind cannot be read with the certificate's.
        }
        throw new IllegalArgumentException("The private key does not belong to the first certificate.");
    }

    /// Whose it is, as the certificate says.
    public String subject() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    /// The key that belongs to the private one.
    public PublicKey publicKey() {
        return chain.getFirst().getPublicKey();
    }

    /// After which it is refused.
    public Instant validUntil() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /// TLS that shows this certificate to a server that asks for one.
    ///
    /// @param trust whose certificates count; null: the platform's
    SSLContext context(@Nullable X509TrustManager trust) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry("client", key, PASSWORD, chain.toArray(X509Certificate[]::new));
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    managers.getKeyManagers(), trust == null ? null : new TrustManager[] {trust}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | java.io.IOException impossible) {
            throw new IllegalStateException("A client certificate that was read cannot be used.", impossible);
        }
    }
}
