package theriac.hub.core;

import java.security.PublicKey;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/// How long a public key of others must be before the hub believes what it signed: 112 bits of security at
/// least, which is 2,048 bits of RSA and DSA and 224 of an elliptic curve (NIST SP 800-57 part 1, table 2).
/// ASVS 5.0 (11.2.3) asks for 128, which would shut out the RSA keys of 2,048 bits that most authorities and
/// issuers still have. Kinds that have one length only, such as Ed25519, are never too short.
public final class KeyStrength {

    /// Bits of an RSA key.
    public static final int RSA = 2_048;

    /// Bits of the order of an elliptic curve.
    public static final int CURVE = 224;

    private KeyStrength() {}

    /// What is wrong with a key.
    ///
    /// @param kind such as `RSA`
    /// @param bits that it has
    /// @param least that one of its kind needs
    public record TooShort(String kind, int bits, int least) {}

    /// Empty when the key is long enough.
    public static Optional<TooShort> tooShort(PublicKey key) {
        return switch (key) {
            case RSAKey rsa -> measured("RSA", rsa.getModulus().bitLength(), RSA);
            case ECKey curve -> measured("EC", curve.getParams().getOrder().bitLength(), CURVE);
            case DSAKey dsa ->
                dsa.getParams() == null
                        ? Optional.of(new TooShort("DSA", 0, RSA))
                        : measured("DSA", dsa.getParams().getP().bitLength(), RSA);
            default -> Optional.empty();
        };
    }

    private static Optional<TooShort> measured(String kind, int bits, int least) {
        return bits < least ? Optional.of(new TooShort(kind, bits, least)) : Optional.empty();
    }
}
