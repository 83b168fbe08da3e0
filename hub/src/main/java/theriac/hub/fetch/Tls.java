package theriac.hub.fetch;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// How a connection is encrypted. Pure.
final class Tls {

    private Tls() {}

    /// @param credential whether a certificate of the hub's is shown
    /// @param trust whose certificates count; null: the platform's
    /// @return null: as the platform does it
    static @Nullable SSLContext context(Credential credential, @Nullable X509TrustManager trust) {
        if (credential instanceof Credential.Certificate shown) {
            return shown.parsed().context(trust);
        }
        if (trust == null) {
            return null;
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has TLS.", impossible);
        }
    }
}
