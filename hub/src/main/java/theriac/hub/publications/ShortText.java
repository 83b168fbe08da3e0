package theriac.hub.publications;

import java.util.Locale;
import java.util.regex.Pattern;
import theriac.stix.Tlp;

/// A warning as a telephone shows it: who says it, that it is urgent, the label, the number and the title. Never a link
/// and nothing that a telephone makes one of, for a false message with a link is what members are warned of. What is
/// confidential says only that there is something.
final class ShortText {

    /// Two parts of a message of letters that every telephone has.
    static final int LONGEST = 306;

    /// Telephones make a link of any two words with a full stop between them.
    private static final Pattern STOP_INSIDE = Pattern.compile("(?<=\\S)[.\\u3002\\uFF0E\\uFF61](?=[\\p{L}\\p{N}])");

    private static final Pattern SCHEME = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{1,14}):(?=\\S)");
    /// … and a button that calls of any long row of digits.
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9](?:[ ()/-]{0,2}[0-9]){5,}");

    private ShortText() {}

    /// @param withdrawn whether it says that the warning was taken back
    /// @param cert who says it
    /// @param reference the number under which it is found
    /// @param language of the one who gets it: `nl`, otherwise English
    static String of(boolean withdrawn, String cert, Tlp tlp, String reference, String title, String language) {
        boolean dutch = language.equals("nl");
        var head = "%s: %s %s %s"
                .formatted(plain(cert), word(withdrawn, dutch), tlp.label().toUpperCase(Locale.ROOT), reference);
        var tail = dutch
                ? "Log in zoals u altijd doet; in dit bericht staat met opzet geen link."
                : "Log in the way you always do; this message has no link on purpose.";
        var told = switch (tlp) {
            case CLEAR, GREEN -> " " + plain(title);
            case AMBER, AMBER_STRICT, RED -> "";
        };
        return head + cut(told, LONGEST - head.length() - tail.length() - 2) + ". " + tail;
    }

    private static String word(boolean withdrawn, boolean dutch) {
        if (withdrawn) {
            return dutch ? "INGETROKKEN" : "TAKEN BACK";
        }
        return dutch ? "DRINGEND" : "URGENT";
    }

    private static String plain(String text) {
        var words = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        words = NUMBER.matcher(words).replaceAll("(…)");
        words = SCHEME.matcher(words).replaceAll("$1 ");
        words = words.replace("@", " at ").replace("//", " ");
        return STOP_INSIDE.matcher(words).replaceAll("[.]").strip();
    }

    private static String cut(String text, int room) {
        return text.codePointCount(0, text.length()) <= room
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, room - 1))) + "…";
    }
}
