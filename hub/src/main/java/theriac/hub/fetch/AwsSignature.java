package theriac.hub.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature that S3 and its kin ask for (AWS Signature Version 4): an HMAC over the request's method, address,
/// headers and body digest, with a key that is good for one day, region and service. Pure; the secret never travels.
///
/// @param key the access key's id
/// @param secret never shown by [#toString]
public record AwsSignature(String key, String secret, String region, String service) {

    /// SHA-256 of nothing: the body of every question that only reads.
    public static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    /// The headers to add to a GET: `X-Amz-Date`, `X-Amz-Content-Sha256` and `Authorization`.
    ///
    /// @param address whose path and query are encoded as they are sent
    public Map<String, String> headers(URI address, Instant now) {
        var signed = new TreeMap<String, String>();
        signed.put("host", host(address));
        signed.put("x-amz-content-sha256", NO_BODY);
        signed.put("x-amz-date", STAMP.format(now));
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Amz-Date", STAMP.format(now));
        headers.put("X-Amz-Content-Sha256", NO_BODY);
        headers.put("Authorization", authorization("GET", address, signed, NO_BODY, now));
        return headers;
    }

    /// @param signed headers that the signature is about, by their names in lower case
    /// @param body SHA-256 of the body in hexadecimal
    String authorization(String method, URI address, Map<String, String> signed, String body, Instant now) {
        var headers = new TreeMap<>(signed);
        var names = String.join(";", headers.keySet());
        var canonical = String.join(
                "\n",
                method,
                address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath(),
                query(address),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":"
                                + header.getValue().strip().replaceAll(" +", " ") + "\n")
                        .collect(Collectors.joining()),
                names,
                body);
        var stamp = STAMP.format(now);
        var scope = "%s/%s/%s/aws4_request".formatted(stamp.substring(0, 8), region, service);
        var text = String.join("\n", ALGORITHM, stamp, scope, sha256(canonical));
        byte[] day = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), stamp.substring(0, 8));
        byte[] signing = hmac(hmac(hmac(day, region), service), "aws4_request");
        return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(ALGORITHM, key, scope, names, HexFormat.of().formatHex(hmac(signing, text)));
    }

    /// Parameters in the order of their encoded names, each with `=`.
    private static String query(URI address) {
        return address.getRawQuery() == null
                ? ""
                : Arrays.stream(address.getRawQuery().split("&"))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static String host(URI address) {
        int usual = Fetcher.isSecure(address) ? 443 : 80;
        return address.getPort() < 0 || address.getPort() == usual
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }

    /// A text as it stands in a path or a query.
    ///
    /// @param slash whether `/` stays as it is, as in paths
    public static String encoded(String text, boolean slash) {
        var out = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xFF);
            if (UNRESERVED.indexOf(character) >= 0 || slash && character == '/') {
                out.append(character);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return out.toString();
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256.", impossible);
        }
    }

    @Override
    public String toString() {
        return "AwsSignature of " + key;
    }
}
