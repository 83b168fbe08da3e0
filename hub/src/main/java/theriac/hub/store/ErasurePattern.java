package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Finds the spellings of one personal value in a text of any format: as people write it, as they defang it, and as
/// JSON escapes it. Linear; every repetition is bounded. Pure and thread-safe.
final class ErasurePattern {

    /// Stands where the value stood: valid inside JSON, patterns, CSV and plain text, and no value of any kind.
    static final String BLANK = "[erased]";

    /// No spelling is longer: so much of a text must be in sight to find one.
    static final int LONGEST = 4_096;

    private static final String SEPARATOR = "[ ().\\-/]{0,3}";
    private static final String DUTCH = "+31";

    private final String core;
    private final Pattern pattern;

    private ErasurePattern(String core, String before, String behind) {
        this.core = core;
        this.pattern = Pattern.compile(before + core + behind, Pattern.CASE_INSENSITIVE);
    }

    /// @throws IllegalArgumentException when it is no mail address, telephone number or IBAN
    static ErasurePattern of(NormalValue value) {
        return switch (value.kind()) {
            case EMAIL -> new ErasurePattern(mail(value.text()), "(?<![a-z0-9._%+-])", "(?![a-z0-9_-])(?!\\.[a-z0-9])");
            case PHONE -> new ErasurePattern(phone(value.text()), "(?<![0-9])", "(?![0-9])");
            case IBAN -> new ErasurePattern(spaced(value.text(), "[ .\\-]?"), "(?<![a-z0-9])", "(?![a-z0-9])");
            default ->
                throw new IllegalArgumentException(
                        "A value of kind " + value.kind().code() + " is not personal.");
        };
    }

    /// Whether values of this kind can be erased.
    static boolean personal(ValueKind kind) {
        return kind == ValueKind.EMAIL || kind == ValueKind.PHONE || kind == ValueKind.IBAN;
    }

    /// The spellings without what must stand around them, in the syntax that PostgreSQL and Java share: what it finds
    /// is a superset.
    String core() {
        return core;
    }

    boolean in(String text) {
        return pattern.matcher(text).find();
    }

    Matcher matcher(CharSequence text) {
        return pattern.matcher(text);
    }

    /// The text with every spelling replaced.
    String blank(String text) {
        return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(BLANK));
    }

    /// The same for bytes of any encoding that keeps ASCII.
    byte[] blank(byte[] bytes) {
        return blank(new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String mail(String text) {
        var out = new StringBuilder();
        text.chars()
                .forEach(c -> out.append(
                        switch (c) {
                            case '@' -> "(?:@|[\\[(]@[\\])]| ?[\\[(]at[\\])] ?| at |\\\\u0040|%40|&#64;)";
                            case '.' -> "(?:\\.|[\\[(]\\.[\\])]| ?[\\[(]dot[\\])] ?|\\\\u002e|%2e)";
                            default -> letter(c);
                        }));
        return out.toString();
    }

    private static String letter(int c) {
        var escape = "\\\\u%04x".formatted(c);
        return Character.isLetterOrDigit(c)
                ? "(?:" + (char) c + "|" + escape + ")"
                : "(?:\\" + (char) c + "|" + escape + ")";
    }

    private static String phone(String text) {
        var digits = text.substring(1);
        var international = "(?:\\+|\\\\u002b|%2b|00) ?" + spaced(digits, SEPARATOR);
        if (!text.startsWith(DUTCH)) {
            return "(?:" + international + ")";
        }
        var national = spaced(text.substring(DUTCH.length()), SEPARATOR);
        return "(?:" + international + "|(?:(?:\\+|\\\\u002b|%2b|00) ?31" + SEPARATOR + ")?0" + SEPARATOR + national
                + "|31" + SEPARATOR + national + ")";
    }

    private static String spaced(String text, String between) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.append(i == 0 ? "" : between).append(text.charAt(i));
        }
        return out.toString();
    }
}
