package theriac.taxii.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// `next` as clients see it: the port's cursor bound to the filters that it came from, because a cursor with other
/// filters has no meaning (TAXII 2.1 §3.5). It is opaque, not secret: what it leads to is checked anew each time.
final class Cursors {

    private static final int DIGEST_CHARS = 16; // 64 bits: against mistakes, not against attackers

    private Cursors() {}

    /// @param filters the canonical text of everything that a page depends on, except limit and next
    static String seal(String filters, String cursor) {
        String plain = digest(filters) + cursor;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws TaxiiProblem 400 when this `next` was not given for these filters
    static String open(String filters, String next) {
        String plain = decoded(next);
        if (plain.length() < DIGEST_CHARS || !plain.startsWith(digest(filters))) {
            throw TaxiiProblem.badRequest(
                    "The \"next\" value does not belong to this request. Use it with the same collection and filters as"
                            + " the page that gave it, or start again without it.");
        }
        return plain.substring(DIGEST_CHARS);
    }

    private static String decoded(String next) {
        try {
            return new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return ""; // told to the client by the caller, as any other foreign value
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_CHARS / 2);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
