package theriac.hub.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority that gives certificates for S/MIME, with one authority between it and them; and OpenSSL, which
/// checks what is signed with them.
public final class MailAuthority {

    /// What a test does without where OpenSSL is not installed.
    public static final Path OPENSSL = Path.of("/usr/bin/openssl");

    private final KeyPair rootKey;
    private final KeyPair betweenKey;
    private final X509Certificate root;
    private final X509Certificate between;
    private final Instant now;

    public MailAuthority(Instant now) throws Exception {
        this.now = now;
        this.rootKey = pair("RSA", 2_048);
        this.betweenKey = pair("EC", 256);
        this.root = certificate("CN=Root", rootKey, "CN=Root", rootKey, true, wanted("RSA", 2_048));
        this.between = certificate("CN=Between", betweenKey, "CN=Root", rootKey, true, wanted("EC", 256));
    }

    /// @param algorithm `RSA` or `EC`
    /// @param address whom the certificate names
    /// @param mail whether it is for mail, and not for servers
    public record Wanted(String algorithm, int bits, String address, boolean mail, Instant from, Instant until) {
        public Wanted from(Instant other) {
            return new Wanted(algorithm, bits, address, mail, other, until);
        }

        public Wanted until(Instant other) {
            return new Wanted(algorithm, bits, address, mail, from, other);
        }

        public Wanted address(String other) {
            return new Wanted(algorithm, bits, other, mail, from, until);
        }

        public Wanted forServers() {
            return new Wanted(algorithm, bits, address, false, from, until);
        }
    }

    /// For `cert@hub.example`, from a day ago, for a year.
    public Wanted wanted(String algorithm, int bits) {
        return new Wanted(
                algorithm, bits, "cert@hub.example", true, now.minusSeconds(86_400), now.plusSeconds(365 * 86_400L));
    }

    /// Writes a PKCS#12 file with a new key and its chain.
    public void write(Path file, String password, Wanted wanted) throws Exception {
        var key = pair(wanted.algorithm(), wanted.bits());
        var own = certificate("CN=Sector-CERT", key, "CN=Between", betweenKey, false, wanted);
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("mail", key.getPrivate(), password.toCharArray(), new Certificate[] {own, between, root});
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, password.toCharArray());
        }
    }

    /// What OpenSSL says of a mail, and the text that it found.
    public String verify(Path folder, byte[] mail) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("root.pem"), pem());
        Files.write(folder.resolve("mail.eml"), mail);
        var command =
                List.of(OPENSSL.toString(), "cms", "-verify", "-in", "mail.eml", "-CAfile", "root.pem", "-no-CApath");
        var process = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("OpenSSL does not end.");
        }
        return said;
    }

    private String pem() throws IOException {
        var text = new StringWriter();
        try (var out = new JcaPEMWriter(text)) {
            out.writeObject(root);
        }
        return text.toString();
    }

    private X509Certificate certificate(
            String subject, KeyPair key, String issuer, KeyPair issuerKey, boolean authority, Wanted wanted)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(wanted.from()),
                Date.from(wanted.until()),
                new X500Name(subject),
                key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            wanted.mail() ? KeyPurposeId.id_kp_emailProtection : KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, wanted.address())));
        }
        var algorithm = issuerKey.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var holder = builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
