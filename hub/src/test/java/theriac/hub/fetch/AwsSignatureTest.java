package theriac.hub.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The signature of requests to S3, by the examples that its inventor publishes (their keys open nothing).
class AwsSignatureTest {

    private static final AwsSignature SUITE =
            new AwsSignature("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");
    private static final AwsSignature S3 =
            new AwsSignature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");

    /// The test suite of Signature Version 4: `get-vanilla` and its variants.
    @ParameterizedTest
    @CsvSource({
        "get-vanilla, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-vanilla-query-order-key-case, /?Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-empty-query-key, /?Param1=value1, a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "get-vanilla-query-unreserved, /?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        "get-utf8, /%E1%88%B4, 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    })
    void theSuiteIsSignedAsPublished(String name, String path, String signature) {
        var headers = Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z");
        var address = URI.create("https://example.amazonaws.com" + path);
        assertThat(SUITE.authorization(
                        "GET", address, headers, AwsSignature.NO_BODY, Instant.parse("2015-08-30T12:36:00Z")))
                .as(name)
                .isEqualTo(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                                + signature);
    }

    /// The examples of the S3 manual: an object with a range, and the list of a bucket.
    @ParameterizedTest
    @CsvSource({
        "/test.txt, bytes=0-9, f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        "/?max-keys=2&prefix=J, , 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        "/?lifecycle, , fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    })
    void readingFromABucketIsSignedAsPublished(String path, String range, String signature) {
        var headers = new TreeMap<>(Map.of(
                "host", "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256", AwsSignature.NO_BODY,
                "x-amz-date", "20130524T000000Z"));
        if (range != null) {
            headers.put("range", range);
        }
        var address = URI.create("https://examplebucket.s3.amazonaws.com" + path);
        var now = Instant.parse("2013-05-24T00:00:00Z");
        assertThat(S3.authorization("GET", address, headers, AwsSignature.NO_BODY, now))
                .endsWith("Signature=" + signature);
        if (range == null) {
            assertThat(S3.headers(address, now).get("Authorization")).endsWith("Signature=" + signature);
        }
    }

    @Test
    void keysAreEncodedAsTheyAreSigned() {
        assertThat(AwsSignature.encoded("a b/ü+~.csv", true)).isEqualTo("a%20b/%C3%BC%2B~.csv");
        assertThat(AwsSignature.encoded("a/b", false)).isEqualTo("a%2Fb");
    }

    @Test
    void theSecretIsNeverShown() {
        assertThat(S3.toString()).doesNotContain("wJalr");
    }
}
