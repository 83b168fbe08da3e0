package theriac.hub.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// One mail to one recipient. Whatever comes in, no header can be added: line breaks, other
/// controls and marks that reverse the direction of reading are taken out of the subject, and an
/// address that is not exactly one address is refused.
///
/// @param id the part of the Message-ID before the `@`: equal for every attempt to send the same
///     thing, so that a mail server or a reader can recognise a second copy
/// @param follows the `id` of the mail that this one goes on from, which readers show together; "" for
///     none
/// @param subject one line, at most 200 characters
/// @param text the body, lines separated by `\n`
/// @param html the same once more for readers that prefer it, without anything that is fetched; ""
///     for none
/// @param list the List-Id (RFC 2919) by which readers sort it; "" for none
/// @param signature who signs it; empty: nobody
public record MailMessage(
        String id,
        String follows,
        String to,
        String subject,
        String text,
        String html,
        String list,
        Optional<MailSignature> signature) {

    /// Plain text that nobody signs.
    public MailMessage(String id, String to, String subject, String text) {
        this(id, "", to, subject, text, "", "", Optional.empty());
    }

    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,120}");
    private static final Pattern LIST = Pattern.compile("[A-Za-z0-9-]{1,60}(\\.[A-Za-z0-9-]{1,60}){1,10}");
    private static final int LONGEST_SUBJECT = 200;

    public MailMessage {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A mail's id has letters, digits, dots and dashes only.");
        }
        if (!follows.isEmpty() && !ID.matcher(follows).matches()) {
            throw new IllegalArgumentException("The id of an earlier mail has letters, digits, dots and dashes only.");
        }
        if (!list.isEmpty() && !LIST.matcher(list).matches()) {
            throw new IllegalArgumentException("A List-Id is a name like warnings.hub.example.");
        }
        subject = shortened(CONTROLS.matcher(subject).replaceAll(" ").strip());
    }

    /// Whether mail can be sent to this text: exactly one address with a domain, without a display
    /// name or a line break.
    public static boolean isAddress(String text) {
        if (text.length() > 320 || CONTROLS.matcher(text).find() || text.indexOf('@') < 1) {
            return false;
        }
        try {
            var parsed = InternetAddress.parse(text, true);
            return parsed.length == 1 && text.equals(parsed[0].getAddress());
        } catch (AddressException notOne) {
            return false;
        }
    }

    private static String shortened(String subject) {
        if (subject.length() <= LONGEST_SUBJECT) {
            return subject;
        }
        int end = Character.isHighSurrogate(subject.charAt(LONGEST_SUBJECT - 2))
                ? LONGEST_SUBJECT - 2
                : LONGEST_SUBJECT - 1;
        return subject.substring(0, end) + "…";
    }
}
