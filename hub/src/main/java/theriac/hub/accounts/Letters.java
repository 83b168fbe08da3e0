package theriac.hub.accounts;

import theriac.hub.mail.MailMessage;

/// What the hub writes to people about their log-in, in Dutch and English.
final class Letters {

    private Letters() {}

    static MailMessage invitation(String id, AccountMailSql.Addressee to, String address) {
        boolean dutch = to.language().equals("nl");
        var text = dutch ? """
                Beste %s,

                %s nodigt u uit voor Theriac, als persoon van %s.
                Uw inlognaam wordt: %s

                Kies hier een wachtwoord; de link werkt één keer en een week lang:
                %s

                Verwachtte u dit niet? Dan hoeft u niets te doen.
                """ : """
                Dear %s,

                %s invites you to Theriac, as a person of %s.
                Your log-in name will be: %s

                Choose a password here; the link works once and for a week:
                %s

                If you did not expect this, there is nothing you need to do.
                """;
        return new MailMessage(
                id,
                to.mail(),
                dutch ? "Uitnodiging voor Theriac" : "Invitation to Theriac",
                text.formatted(to.name(), to.by(), to.organization(), to.login(), address));
    }

    static MailMessage password(String id, AccountMailSql.Addressee to, String address) {
        boolean dutch = to.language().equals("nl");
        var text = dutch ? """
                Beste %s,

                Iemand, waarschijnlijk u, wil een nieuw wachtwoord voor %s bij Theriac.
                Kies het hier; de link werkt één keer en een dag lang:
                %s

                Was u het niet? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.
                """ : """
                Dear %s,

                Somebody, probably you, wants a new password for %s at Theriac.
                Choose it here; the link works once and for a day:
                %s

                If it was not you, there is nothing you need to do: your password stays as it is.
                """;
        return new MailMessage(
                id,
                to.mail(),
                dutch ? "Nieuw wachtwoord voor Theriac" : "New password for Theriac",
                text.formatted(to.name(), to.login(), address));
    }
}
