package theriac.hub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Keys and certificates for TLS in tests, made by the JDK's own keytool: a server for 127.0.0.1, a
/// client that it trusts, and one that it does not.
public final class Certificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /// Makes them in an empty folder.
    public static Certificates in(Path folder) throws IOException, InterruptedException {
        var made = new Certificates(folder);
        made.pair("server", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        made.pair("client", "CN=Theriac client");
        made.pair("stranger", "CN=A stranger");
        for (var known : List.of("server", "client")) {
            made.keytool(
                    "-exportcert", "-alias", known, "-keystore", made.store(known), "-file", made.file(known + ".cer"));
            made.keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    known,
                    "-keystore",
                    made.store("trust"),
                    "-file",
                    made.file(known + ".cer"));
        }
        return made;
    }

    /// A certificate of its own with its key as PEM, valid in 2026 and long after.
    ///
    /// @param folder which has none of that name
    /// @param algorithm `RSA` or `EC`
    /// @param bits of the key
    public static String selfSigned(Path folder, String name, String algorithm, int bits)
            throws IOException, InterruptedException {
        var made = new Certificates(folder);
        made.keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-keysize",
                Integer.toString(bits),
                "-dname",
                "CN=" + name,
                "-startdate",
                "2026/01/01 00:00:00",
                "-validity",
                "7300",
                "-keystore",
                made.store(name));
        return made.pem(name);
    }

    private void pair(String name, String subject, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-validity",
                "30",
                "-keystore",
                store(name)));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String store(String name) {
        return file(name + ".p12");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }

    private KeyStore load(String name) {
        try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Trusts the server and the client, and nobody else.
    public X509TrustManager trust() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(load("trust"));
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// For a server that trusts the client.
    public SSLContext server() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load("server"), PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new X509TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Certificate and key of the client, as PEM.
    public String client() {
        return pem("client");
    }

    /// Of one whom the server does not know.
    public String stranger() {
        return pem("stranger");
    }

    private String pem(String name) {
        try {
            var store = load(name);
            Key key = store.getKey(name, PASSWORD.toCharArray());
            return block("CERTIFICATE", store.getCertificate(name).getEncoded())
                    + block("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String block(String label, byte[] der) {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
    }
}
