package theriac.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/// Keys at the lengths that are just enough, and below.
class KeyStrengthTest {

    private static PublicKey key(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    /// The platform has no curve that is too short any more.
    private static PublicKey curve(String name) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        AlgorithmParameterSpec curve = new ECGenParameterSpec(name);
        generator.initialize(curve);
        return generator.generateKeyPair().getPublic();
    }

    @Test
    void whatHasLessThan112BitsOfSecurityIsTooShort() throws GeneralSecurityException {
        assertThat(KeyStrength.tooShort(key("RSA", 1_024))).hasValue(new KeyStrength.TooShort("RSA", 1_024, 2_048));
        assertThat(KeyStrength.tooShort(key("RSA", 2_040))).isPresent();
        assertThat(KeyStrength.tooShort(key("DSA", 1_024))).hasValue(new KeyStrength.TooShort("DSA", 1_024, 2_048));
        assertThat(KeyStrength.tooShort(curve("secp192r1"))).hasValue(new KeyStrength.TooShort("EC", 192, 224));
    }

    @Test
    void theRestIsEnough() throws GeneralSecurityException {
        assertThat(KeyStrength.tooShort(key("RSA", 2_048))).isEmpty();
        assertThat(KeyStrength.tooShort(curve("secp224r1"))).isEmpty();
        assertThat(KeyStrength.tooShort(key("EC", 256))).isEmpty();
        assertThat(KeyStrength.tooShort(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()))
                .isEmpty();
    }
}
