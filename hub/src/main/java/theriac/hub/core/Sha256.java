package theriac.hub.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4), which every Java has. Texts count by their UTF-8. Thread-safe.
public final class Sha256 {

    private Sha256() {}

    /// One that is fed in parts, by one thread.
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    /// 32 bytes.
    public static byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }

    /// 32 bytes.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// 64 digits and small letters.
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }

    /// 64 digits and small letters.
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }
}
