package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Of the keys that an issuer publishes, those that can be broken sign nothing.
class IssuerKeysTest {

    @Test
    void aKeyThatIsTooShortIsNoneOfTheIssuers() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        Key weak = generator.generateKeyPair().getPublic();
        generator.initialize(2_048);
        Key strong = generator.generateKeyPair().getPublic();
        JWSKeySelector<SecurityContext> published = (header, context) -> List.of(weak, strong);
        var header = new JWSHeader(JWSAlgorithm.RS256);
        var believed = IssuerClient.longEnough(published).selectJWSKeys(header, null);
        assertThat(believed).hasSize(1).first().isSameAs(strong);
    }
}
