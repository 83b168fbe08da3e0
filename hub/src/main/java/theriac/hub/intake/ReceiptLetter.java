package theriac.hub.intake;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.mail.Letters;

/// The receipt for a mail that was forwarded to the desk. It promises nothing, repeats nothing of the
/// mail and says where its state is to be read. Pure.
final class ReceiptLetter {

    private static final String DUTCH = """
            Uw mail van %s is bij de balie van %s aangekomen en wordt daar gelezen.

            Dit is een automatisch bericht. Het zegt niets over wat u stuurde: volg geen link en open geen bijlage.
            Hoe het ervoor staat, leest u na het inloggen: %s

            Is er haast bij, of gebeurt er nu iets? Bel het CERT; wacht niet op antwoord op deze mail.
            """;
    private static final String ENGLISH = """
            Your mail of %s has arrived at the desk of %s and will be read there.

            This is an automatic message. It says nothing about what you sent: follow no link and open no attachment.
            How it stands you read after logging in: %s

            Is it urgent, or is something happening now? Call the CERT; do not wait for an answer to this mail.
            """;

    private final String publicUrl;

    ReceiptLetter(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// @param to the address that the mail came from
    /// @param report the report's own id, which the receipt shares: no report has two receipts
    /// @param language `nl` or `en`
    Letters.Letter of(String to, UUID report, Instant receivedAt, String language, String cert) {
        boolean english = language.equals("en");
        var moment = DateTimeFormatter.ofPattern("d MMMM, HH:mm z", english ? Locale.UK : Locale.of("nl"))
                .format(receivedAt.atZone(ZoneId.systemDefault()));
        return new Letters.Letter(
                report,
                to,
                english
                        ? "[%s] Your report has arrived".formatted(cert)
                        : "[%s] Uw melding is aangekomen".formatted(cert),
                (english ? ENGLISH : DUTCH).formatted(moment, cert, publicUrl + "/desk/" + report),
                Optional.empty());
    }
}
