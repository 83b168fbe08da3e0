package theriac.hub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.testkit.Golden;

/// Every algorithm that main code asks the platform for has a row in `docs/operate/cryptography.md`, which says what
/// rests on it.
class CryptographyTest {

    private static final Pattern ASKED =
            Pattern.compile("(?:MessageDigest|Cipher|Mac|SecretKeyFactory|Signature|KeyFactory|KeyPairGenerator|"
                    + "KeyAgreement|CertificateFactory|KeyGenerator)\\.getInstance\\(\\s*\"([^\"]+)\"");

    @Test
    void theInventoryNamesEveryAlgorithm() throws IOException {
        var page = Files.readString(Golden.projectRoot().resolve("docs/operate/cryptography.md"));
        var asked = new TreeSet<String>();
        for (var room : new String[] {"stix", "taxii", "detect", "scout", "hub"}) {
            try (Stream<Path> files =
                    Files.walk(Golden.projectRoot().resolve(room).resolve("src/main/java"))) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    ASKED.matcher(Files.readString(file)).results().forEach(found -> asked.add(found.group(1)));
                }
            }
        }
        assertThat(asked)
                .hasSizeGreaterThan(6)
                .allSatisfy(name -> assertThat(page).contains("| " + name));
    }
}
