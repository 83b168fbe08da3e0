package theriac.hub.intake;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import theriac.hub.core.Sha256;

/// A mail that somebody forwarded to the desk, and the suspicious mail in it. Forwarding hides the
/// original sender, so it is looked for twice: a mail that is attached is the original itself; otherwise
/// the lines that the forwarder's program quoted are the forwarder's word. Attachments are named and
/// digested and never opened, so an archive in an archive is one digest; pictures are kept for those who
/// look for QR codes in them, in a process of their own. Never throws for what a mail is; immutable.
///
/// @param reporter the address in From; "" when there is not exactly one
/// @param machine why a machine wrote it and no receipt is due; "" when a person did
/// @param bounce whether it tells of another mail that did not arrive, or is an answer while somebody is
///     away
/// @param source where the original was found
/// @param sender of the original; "" when nobody says it
/// @param headers of the original, a line each as it came; empty unless it was attached
/// @param text subject and words of the original
/// @param attachments of all of it
/// @param pictures those attachments that begin like a picture, at most [PictureCodes#MOST_PICTURES]
record ForwardedMail(
        String reporter,
        String machine,
        boolean bounce,
        Source source,
        String sender,
        List<String> headers,
        String text,
        List<Attachment> attachments,
        List<Picture> pictures) {

    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 200;
    private static final int MOST_DASHES = 2_000;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_HEADER = 2_000;
    private static final int LONGEST_NAME = 200;

    /// Mails that wander between two machines have been through more servers than any other.
    private static final int MOST_HOPS = 40;

    /// Where the original was found.
    enum Source {
        /// As a mail of its own: what it says is what was received.
        ATTACHED,
        /// In lines that the forwarder's program quoted.
        TOLD,
        /// There is no other mail in it.
        ITSELF;

        /// As stored and sent.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param type as the mail says it; proves nothing
    /// @param size octets after decoding
    /// @param digest SHA-256
    /// @param searched for QR codes: `searched`, `large`, `broken`, `late` as [PictureCodes.Searched]
    ///     has it, or `many` when it was one picture more than are searched; "" for what is no picture
    record Attachment(String name, String type, long size, String digest, String searched) {

        Attachment searched(String how) {
            return new Attachment(name, type, size, digest, how);
        }
    }

    /// A picture among the attachments.
    ///
    /// @param attachment its place in the list
    @SuppressWarnings("ArrayRecordComponent")
    record Picture(int attachment, byte[] file) {}

    /// With what became of its pictures.
    ///
    /// @param answers one for each of them
    ForwardedMail searched(List<PictureCodes.Searched> answers) {
        var told = new ArrayList<>(attachments);
        for (int n = 0; n < pictures.size(); n++) {
            int at = pictures.get(n).attachment();
            told.set(at, told.get(at).searched(answers.get(n).state()));
        }
        return new ForwardedMail(
                reporter, machine, bounce, source, sender, headers, text, List.copyOf(told), List.of());
    }

    /// What QR codes in its pictures say, as many as a report holds.
    ///
    /// @param answers one for each picture
    List<PictureCode> codes(List<PictureCodes.Searched> answers) {
        return IntStream.range(0, pictures.size())
                .boxed()
                .flatMap(n -> answers.get(n).codes().stream()
                        .map(code -> new PictureCode(nameOf(pictures.get(n).attachment()), code)))
                .filter(code -> !code.text().isBlank())
                .limit(PictureCode.MOST)
                .toList();
    }

    private String nameOf(int attachment) {
        var one = attachments.get(attachment);
        return one.name().isEmpty() ? one.type() : one.name();
    }

    static ForwardedMail read(String envelope, byte[] raw) {
        try {
            return dashes(raw) > MOST_DASHES ? unread(raw) : new Walk(envelope, message(raw)).mail();
        } catch (MessagingException | IOException | RuntimeException broken) {
            return unread(raw);
        }
    }

    /// Whatever a mail does to its reader, a person sees what came.
    private static ForwardedMail unread(byte[] raw) {
        var seen = shortened(plain(raw), Intake.LONGEST);
        return new ForwardedMail("", "unreadable", false, Source.ITSELF, "", List.of(), seen, List.of(), List.of());
    }

    /// Lines that could end a part: the library reads every part before the first can be looked at, and
    /// takes longer for each the more there are.
    private static int dashes(byte[] raw) {
        int found = 0;
        for (int at = 0; at + 2 < raw.length; at++) {
            if (raw[at] == '\n' && raw[at + 1] == '-' && raw[at + 2] == '-') {
                found++;
            }
        }
        return found;
    }

    private static MimeMessage message(byte[] raw) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }

    private static String plain(byte[] raw) {
        return new String(raw, 0, Math.min(raw.length, Intake.LONGEST), StandardCharsets.ISO_8859_1);
    }

    /// One reading of one mail.
    private static final class Walk {

        private final String envelope;
        private final MimeMessage outer;
        private final List<Attachment> attachments = new ArrayList<>();
        private final List<Picture> pictures = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private MimeMessage original;
        private boolean attached;
        private int seen;

        Walk(String envelope, MimeMessage outer) {
            this.envelope = envelope;
            this.outer = outer;
            this.original = outer;
        }

        ForwardedMail mail() throws MessagingException, IOException {
            part(outer, DEEPEST);
            var machine = machine();
            boolean bounce =
                    envelope.isEmpty() || machine.equals("auto-replied") || outer.isMimeType("multipart/report");
            var reporter = address(header(outer, "From"));
            if (attached) {
                return new ForwardedMail(
                        reporter,
                        machine,
                        bounce,
                        Source.ATTACHED,
                        address(header(original, "From")),
                        headers(original),
                        said(header(original, "Subject"), words.toString()),
                        List.copyOf(attachments),
                        List.copyOf(pictures));
            }
            var quoted = QuotedHeaders.find(words.toString());
            return new ForwardedMail(
                    reporter,
                    machine,
                    bounce,
                    quoted.isPresent() ? Source.TOLD : Source.ITSELF,
                    quoted.map(QuotedHeaders::sender).orElse(""),
                    List.of(),
                    said(
                            quoted.map(QuotedHeaders::subject).orElse(header(outer, "Subject")),
                            quoted.map(QuotedHeaders::text).orElse(words.toString())),
                    List.copyOf(attachments),
                    List.copyOf(pictures));
        }

        /// Reads words and attachments; a mail inside takes the place of what was read around it.
        private void part(Part part, int depth) throws MessagingException, IOException {
            if (depth == 0 || ++seen > MOST_PARTS) {
                return;
            }
            if (part.isMimeType("multipart/alternative") && part.getContent() instanceof Multipart forms) {
                var best = best(forms);
                part(best, depth - 1);
                for (int i = 0; i < forms.getCount(); i++) {
                    if (forms.getBodyPart(i) != best) {
                        besideWords(forms.getBodyPart(i), depth - 1);
                    }
                }
            } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    part(several.getBodyPart(i), depth - 1);
                }
            } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage inner) {
                if (!attached) {
                    attached = true;
                    original = inner;
                    words.setLength(0);
                    part(inner, depth - 1);
                } else {
                    attachment(part);
                }
            } else if (part.getFileName() == null && part.isMimeType("text/*") && !isAttachment(part)) {
                words.append(text(part)).append('\n');
            } else {
                attachment(part);
            }
        }

        /// Of the form of a mail that is not read for its words: the pictures that it shows.
        private void besideWords(Part part, int depth) throws MessagingException, IOException {
            if (depth == 0 || ++seen > MOST_PARTS) {
                return;
            }
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    besideWords(several.getBodyPart(i), depth - 1);
                }
            } else if (!part.isMimeType("text/*")) {
                attachment(part);
            }
        }

        private static BodyPart best(Multipart forms) throws MessagingException {
            for (int i = 0; i < forms.getCount(); i++) {
                if (forms.getBodyPart(i).isMimeType("text/plain")) {
                    return forms.getBodyPart(i);
                }
            }
            return forms.getBodyPart(forms.getCount() - 1);
        }

        private static boolean isAttachment(Part part) throws MessagingException {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        }

        private void attachment(Part part) throws MessagingException, IOException {
            var bytes = part.getInputStream().readAllBytes();
            var name =
                    Optional.ofNullable(part.getFileName()).map(Walk::decoded).orElse("");
            attachments.add(new Attachment(
                    shortened(name, LONGEST_NAME),
                    shortened(part.getContentType().split(";", 2)[0].strip(), LONGEST_NAME),
                    bytes.length,
                    Sha256.hex(bytes),
                    picture(bytes)));
        }

        /// Keeps a picture; what a mail calls it counts for nothing.
        private String picture(byte[] bytes) {
            if (PictureKind.of(bytes).isEmpty()) {
                return "";
            }
            if (bytes.length > Pictures.LARGEST) {
                return "large";
            }
            if (pictures.size() >= PictureCodes.MOST_PICTURES) {
                return "many";
            }
            pictures.add(new Picture(attachments.size(), bytes));
            return "late"; // until somebody looked
        }

        private static String text(Part part) throws MessagingException, IOException {
            String text;
            try {
                text = String.valueOf(part.getContent());
            } catch (IOException strangeCharset) {
                text = new String(part.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
            return part.isMimeType("text/html") ? HtmlWords.of(cut(text)) : text;
        }

        /// Why a machine wrote it (RFC 3834, RFC 2919); "" when a person did.
        private String machine() throws MessagingException {
            var submitted = header(outer, "Auto-Submitted").toLowerCase(Locale.ROOT);
            if (!submitted.isEmpty() && !submitted.startsWith("no")) {
                return submitted.startsWith("auto-replied") ? "auto-replied" : "auto-submitted";
            }
            if (!header(outer, "List-Id").isEmpty()
                    || !header(outer, "List-Unsubscribe").isEmpty()
                    || header(outer, "Precedence").toLowerCase(Locale.ROOT).matches("bulk|list|junk")) {
                return "list";
            }
            var hops = outer.getHeader("Received");
            if (hops != null && hops.length > MOST_HOPS) {
                return "loop";
            }
            var local = address(header(outer, "From")).toLowerCase(Locale.ROOT);
            return local.matches("(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@.*") ? "robot" : "";
        }

        private static List<String> headers(MimeMessage mail) throws MessagingException {
            return Collections.list(mail.getAllHeaderLines()).stream()
                    .limit(MOST_HEADERS)
                    .map(line -> shortened(line.replaceAll("\r?\n[ \t]+", " "), LONGEST_HEADER))
                    .toList();
        }

        private static String header(MimeMessage mail, String name) throws MessagingException {
            var value = mail.getHeader(name, null);
            return value == null ? "" : decoded(MimeUtility.unfold(value)).strip();
        }

        private static String decoded(String text) {
            try {
                return MimeUtility.decodeText(text);
            } catch (IOException strangeCharset) {
                return text;
            }
        }

        private static String said(String subject, String text) {
            var body = text.replace("\r\n", "\n").replace("\0", "").strip();
            return cut(subject.isEmpty() ? body : subject.replace("\0", "") + "\n\n" + body);
        }
    }

    /// The one address in a header; "" when there is none or more than one.
    static String address(String header) {
        try {
            var all = InternetAddress.parse(header, false);
            return all.length == 1 && all[0].getAddress() != null ? shortened(all[0].getAddress(), 320) : "";
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    /// As much as a report holds.
    private static String cut(String text) {
        boolean torn = text.length() > Intake.LONGEST && Character.isHighSurrogate(text.charAt(Intake.LONGEST - 1));
        return shortened(text, torn ? Intake.LONGEST - 1 : Intake.LONGEST);
    }

    private static String shortened(String text, int most) {
        var clean = text.replace("\0", "");
        return clean.length() <= most ? clean : clean.substring(0, most);
    }
}
