package theriac.hub.accounts;

import java.util.regex.Pattern;
import theriac.hub.core.Problem;

/// What people type into forms about people and organisations. Controls and marks that turn the direction of reading
/// have no place in a name.
final class Entered {

    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /// Exactly one address; whoever sends mail looks more closely.
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>(),;:\"\\\\]{1,64}@[^\\s@<>(),;:\"\\\\]{1,250}");

    private Entered() {}

    /// A text that must be there.
    ///
    /// @param refusal what to tell the person when it is not
    static String text(String given, int most, String refusal) {
        var text = given.strip();
        if (text.isEmpty()) {
            throw Problem.badRequest(refusal);
        }
        return optional(text, most, refusal);
    }

    /// A text that may be empty.
    static String optional(String given, int most, String refusal) {
        var text = given.strip();
        if (text.length() > most || HIDDEN.matcher(text).find()) {
            throw Problem.badRequest(refusal);
        }
        return text;
    }

    /// A mail address, or nothing.
    static String mail(String given) {
        var text = given.strip();
        if (!text.isEmpty()
                && (!MAIL.matcher(text).matches() || HIDDEN.matcher(text).find())) {
            throw Problem.badRequest("A mail address looks like soc@hospital.example; leave it empty for none.");
        }
        return text;
    }
}
