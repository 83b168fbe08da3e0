package theriac.hub.publications;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import theriac.hub.core.Problem;

/// What a publication is. The words are stored and sent: never change one, only add.
enum PublicationKind {
    /// Something happens now: a false message that goes round, an attack.
    OPERATIONAL_ALERT(List.of("brand", "channel", "plain-channel", "amount", "lookalike", "nl-alert")),
    /// A weakness in products: how likely its use is, how bad that would be, what to do.
    ADVISORY(Names.SOURCE),
    /// The same about a medical device, with what it means for patients.
    MEDICAL_ADVISORY(Names.SOURCE),
    /// Good to know; nothing has to be done at once.
    INFO_MESSAGE(List.of("cert")),
    /// What happened since midnight.
    END_OF_DAY(Names.PERIOD),
    /// What happened since Monday.
    END_OF_WEEK(Names.PERIOD),
    /// What happened since the first of the month.
    END_OF_MONTH(Names.PERIOD),
    /// What happened since the first of January, and what is to be expected.
    THREAT_PICTURE(Names.PICTURE);

    /// What templates of several kinds may ask for.
    private static final class Names {
        static final List<String> SOURCE = List.of(
                "title",
                "publisher",
                "reference",
                "label",
                "told",
                "practices",
                "affected",
                "fixed",
                "flaws",
                "remedies",
                "links");
        static final List<String> PERIOD = List.of("cert", "from", "until", "warnings", "reports");
        static final List<String> PICTURE = List.of("cert", "from", "until", "warnings", "reports", "figures");
    }

    private final Set<String> places;

    PublicationKind(List<String> places) {
        this.places = Set.copyOf(places);
    }

    /// The values that its template may ask for.
    Set<String> places() {
        return places;
    }

    /// Whether it looks back over a span of time.
    boolean looksBack() {
        return places.contains("until");
    }

    /// Whether it must say a chance and a damage.
    boolean isRated() {
        return this == ADVISORY || this == MEDICAL_ADVISORY;
    }

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
