package theriac.hub.intake;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import theriac.hub.mail.MailMessage;

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

    MailMessage of(ReportMailSql.Receipt receipt, String cert) {
        boolean english = receipt.language().equals("en");
        var moment = DateTimeFormatter.ofPattern("d MMMM, HH:mm z", english ? Locale.UK : Locale.of("nl"))
                .format(receipt.receivedAt().atZone(ZoneId.systemDefault()));
        return new MailMessage(
                "receipt-" + receipt.report(),
                receipt.to(),
                english
                        ? "[%s] Your report has arrived".formatted(cert)
                        : "[%s] Uw melding is aangekomen".formatted(cert),
                (english ? ENGLISH : DUTCH).formatted(moment, cert, publicUrl + "/desk/" + receipt.report()));
    }
}
