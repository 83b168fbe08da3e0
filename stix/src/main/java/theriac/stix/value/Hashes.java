package theriac.stix.value;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Normal forms of file hashes. Hex digests are lower case; the fuzzy ones keep the case in which their tools
/// write them. Pure and thread-safe.
final class Hashes {

    /// Block size and two signatures of base64 characters; ssdeep itself writes a file name behind a comma.
    private static final Pattern SSDEEP =
            Pattern.compile("([1-9][0-9]{0,9}):([A-Za-z0-9/+]{0,64}):([A-Za-z0-9/+]{0,64})(,\".*\")?");

    /// The block of a short text.
    private static final long SMALLEST_BLOCK = 3;

    private static final int TLSH_DIGITS = 70;

    private Hashes() {}

    static Optional<String> normalize(ValueKind kind, String text) {
        return switch (kind) {
            case SSDEEP -> ssdeep(text);
            case TLSH -> tlsh(text);
            case MD5 -> hex(text, 32);
            case SHA1 -> hex(text, 40);
            case SHA256, SHA3_256 -> hex(text, 64);
            case SHA512, SHA3_512 -> hex(text, 128);
            default -> Optional.empty();
        };
    }

    private static Optional<String> hex(String text, int length) {
        return text.length() == length && Values.isHex(text)
                ? Optional.of(text.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// Case counts. A block size is three times a power of two, and one of the signatures holds something.
    private static Optional<String> ssdeep(String text) {
        var parts = SSDEEP.matcher(text);
        if (!parts.matches() || parts.group(2).isEmpty() && parts.group(3).isEmpty()) {
            return Optional.empty();
        }
        long block = Long.parseLong(parts.group(1));
        boolean doubled = block % SMALLEST_BLOCK == 0 && Long.bitCount(block / SMALLEST_BLOCK) == 1;
        return doubled ? Optional.of(block + ":" + parts.group(2) + ":" + parts.group(3)) : Optional.empty();
    }

    /// `T1` and 70 upper-case digits, as TLSH 4 writes it; older tools leave `T1` out.
    private static Optional<String> tlsh(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String digits = upper.startsWith("T1") ? upper.substring(2) : upper;
        return digits.length() == TLSH_DIGITS && Values.isHex(digits) ? Optional.of("T1" + digits) : Optional.empty();
    }
}
