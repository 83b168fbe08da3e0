package theriac.hub.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// The operator's key and certificate for S/MIME 4.0 (RFC 8551). Immutable.
final class SmimeKey {

    private static final int LEAST_RSA = 2_048;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final int MAIL_NAME = 1;
    private static final List<String> PURPOSES = List.of("1.3.6.1.5.5.7.3.4", "2.5.29.37.0");

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private SmimeKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /// The first private key with its certificates.
    ///
    /// @param file PKCS#12
    /// @return empty when the file holds none
    /// @throws IOException when this is no such file, or its password is another
    static Optional<SmimeKey> read(byte[] file, char[] password) throws IOException {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(new ByteArrayInputStream(file), password);
            for (var alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password) instanceof PrivateKey own) {
                    var chain = new ArrayList<X509Certificate>();
                    for (var each : keys.getCertificateChain(alias)) {
                        chain.add((X509Certificate) each);
                    }
                    return Optional.of(new SmimeKey(own, List.copyOf(chain)));
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("It holds what this Java cannot read.", unreadable);
        }
    }

    /// Whom the certificate names, and who gave it.
    String subject() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    Instant from() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    /// The last moment at which all certificates hold.
    Instant until() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /// RSA of 2,048 bits or more, or a curve of NIST's: what every reader can check with SHA-256.
    boolean strong() {
        return switch (chain.getFirst().getPublicKey()) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA;
            case ECPublicKey curve -> true;
            default -> false;
        };
    }

    /// Whether the certificate is for signing mail, or for everything (RFC 8550 §4.4).
    boolean forMail() {
        var own = chain.getFirst();
        var uses = own.getKeyUsage();
        try {
            var purposes = own.getExtendedKeyUsage();
            return (uses == null || uses[DIGITAL_SIGNATURE] || uses[NON_REPUDIATION])
                    && (purposes == null || purposes.stream().anyMatch(PURPOSES::contains));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /// Whether the certificate names this sender; readers say so when it does not (RFC 8550 §3).
    boolean names(String address) {
        try {
            var names = chain.getFirst().getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(name -> name.getFirst().equals(MAIL_NAME)
                                    && address.equalsIgnoreCase(String.valueOf(name.get(1))));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    /// A signature with this key, said to be made at a moment.
    MailSignature at(Instant moment) {
        return new MailSignature() {
            @Override
            public String sign(byte[] part) {
                return SmimeKey.this.sign(part, moment);
            }

            @Override
            public Form form() {
                return Form.SMIME;
            }
        };
    }

    /// CMS SignedData without its content (RFC 5652 §5): content type, digest and time are signed, and the
    /// certificates go with it, except an authority's own, which a reader must have already.
    private String sign(byte[] part, Instant moment) {
        var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var time = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(moment))));
        try {
            var signer = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(new AttributeTable(new DERSet(time))))
                    .build(new JcaContentSignerBuilder(algorithm).build(key), chain.getFirst());
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer);
            generator.addCertificates(new JcaCertStore(sent()));
            var signed = generator.generate(new CMSProcessableByteArray(part), false);
            return Base64.getMimeEncoder().encodeToString(signed.getEncoded(ASN1Encoding.DER));
        } catch (OperatorCreationException | GeneralSecurityException | CMSException | IOException unusable) {
            throw new IllegalStateException("The key of \"smime-keystore\" could not sign a mail.", unusable);
        }
    }

    private List<X509Certificate> sent() {
        return chain.stream()
                .filter(each -> each.equals(chain.getFirst())
                        || !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                .toList();
    }
}
