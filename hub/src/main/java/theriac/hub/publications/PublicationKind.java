package theriac.hub.publications;

import java.util.Arrays;
import java.util.Locale;
import theriac.hub.core.Problem;

/// What a publication is. The words are stored and sent: never change one, only add.
enum PublicationKind {
    /// Something happens now: a false message that goes round, an attack.
    OPERATIONAL_ALERT,
    /// A weakness in products: how likely its use is, how bad that would be, what to do.
    ADVISORY,
    /// The same about a medical device, with what it means for patients.
    MEDICAL_ADVISORY;

    /// As stored and sent: `medical-advisory`.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws Problem when there is no such kind
    static PublicationKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("There is no kind of publication \"%s\"; choose one of %s."
                        .formatted(
                                text,
                                String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(PublicationKind::text)
                                                .toList()))));
    }
}
