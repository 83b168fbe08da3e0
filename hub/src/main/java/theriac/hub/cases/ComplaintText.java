package theriac.hub.cases;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The words of a letter that asks to let something disappear. The address is defanged in the text and whole in the
/// XARF message that goes with it.
final class ComplaintText {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private ComplaintText() {}

    /// @param shown what is to disappear, defanged
    /// @param seen when it was first seen
    /// @param remark of the writer; ""
    /// @param message of the person who got it, word by word; "" when it does not go out
    /// @param number by which both sides find the case again
    record Facts(
            String cert,
            String shown,
            String brand,
            java.time.Instant seen,
            ZoneId zone,
            String remark,
            String message,
            String number) {}

    static String subject(String language, Facts facts) {
        return language.equals("en")
                ? "[%s] Request to take down %s (case %s)".formatted(facts.cert(), facts.shown(), facts.number())
                : "[%s] Verzoek om %s onbereikbaar te maken (zaak %s)"
                        .formatted(facts.cert(), facts.shown(), facts.number());
    }

    static String body(String language, Facts facts) {
        var at = MOMENT.format(facts.seen().atZone(facts.zone()));
        return language.equals("en") ? english(facts, at) : dutch(facts, at);
    }

    private static String english(Facts facts, String at) {
        return """
                Dear abuse team,

                The page or address below is used for phishing%s. Please make it unreachable, and keep what you \
                know about who put it there for the police.

                %s
                (the square brackets keep it from being clicked)

                First seen: %s
                %s%s
                A XARF message for your programs goes with this mail. Please answer to this address with the \
                number %s, also when you cannot help: we then ask somebody else.

                %s
                """.formatted(
                        facts.brand().isEmpty() ? "" : " in the name of " + facts.brand(),
                        facts.shown(),
                        at,
                        part("", facts.remark()),
                        part("The message in which it came:\n", facts.message()),
                        facts.number(),
                        facts.cert());
    }

    private static String dutch(Facts facts, String at) {
        return """
                Beste abuse-afdeling,

                De pagina of het adres hieronder wordt gebruikt voor phishing%s. Wilt u dit onbereikbaar maken, en \
                bewaren wat u weet over wie het daar heeft gezet, voor de politie?

                %s
                (de blokhaken voorkomen dat iemand erop klikt)

                Voor het eerst gezien: %s
                %s%s
                Bij deze mail zit een XARF-bericht voor uw programma's. Antwoord alstublieft op dit adres met het \
                nummer %s, ook als u niet kunt helpen: dan vragen we het een ander.

                %s
                """.formatted(
                        facts.brand().isEmpty() ? "" : " in naam van " + facts.brand(),
                        facts.shown(),
                        at,
                        part("", facts.remark()),
                        part("Het bericht waarin het kwam:\n", facts.message()),
                        facts.number(),
                        facts.cert());
    }

    private static String part(String head, String text) {
        return text.isBlank() ? "" : "\n" + head + text.strip() + "\n";
    }
}
