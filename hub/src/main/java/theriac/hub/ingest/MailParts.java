package theriac.hub.ingest;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a mail is a delivery: its attachments, and for sources of text what it says itself. Of the same thing in two
/// forms (text and page) the plain one. Signatures and pictures are none; a mail inside a mail is looked into.
final class MailParts {

    private static final int DEEPEST = 20;
    private static final int MOST = 200;

    /// Formats whose words may stand in the mail itself.
    private static final Set<String> SAID = Set.of("text", "prose");

    private static final Set<String> NEVER =
            Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");

    private final boolean says;
    private final List<Found> found = new ArrayList<>();
    private int seen;

    private MailParts(boolean says) {
        this.says = says;
    }

    /// @param name for people: a file name, or what kind of text it is
    record Found(String name, Part part) {}

    /// @param kind of the source
    static List<Found> of(MimeMessage mail, String kind) throws MessagingException, IOException {
        var parts = new MailParts(SAID.contains(kind));
        parts.walk(mail, DEEPEST);
        return parts.found;
    }

    private void walk(Part part, int depth) throws MessagingException, IOException {
        if (depth == 0 || ++seen > MOST) {
            return;
        }
        var name = part.getFileName();
        boolean attached = name != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (part.isMimeType("multipart/alternative")) {
            alternative((Multipart) part.getContent(), depth);
        } else if (part.isMimeType("multipart/*")) {
            var several = (Multipart) part.getContent();
            for (int i = 0; i < several.getCount(); i++) {
                walk(several.getBodyPart(i), depth - 1);
            }
        } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage inner) {
            walk(inner, depth - 1);
        } else if (attached && isData(part)) {
            found.add(new Found(name == null ? "attachment" : name, part));
        } else if (!attached && says && part.isMimeType("text/*")) {
            found.add(new Found("text", part));
        }
    }

    private void alternative(Multipart forms, int depth) throws MessagingException, IOException {
        Part best = plain(forms);
        for (int i = 0; i < forms.getCount(); i++) {
            var form = forms.getBodyPart(i);
            if (best == null || form == best || form.getFileName() != null || form.isMimeType("multipart/*")) {
                walk(form, depth - 1);
            }
        }
    }

    private static @Nullable Part plain(Multipart forms) throws MessagingException {
        for (int i = 0; i < forms.getCount(); i++) {
            if (forms.getBodyPart(i).isMimeType("text/plain")) {
                return forms.getBodyPart(i);
            }
        }
        return null;
    }

    private static boolean isData(Part part) throws MessagingException {
        var type = part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return !type.startsWith("image/") && !NEVER.contains(type);
    }
}
