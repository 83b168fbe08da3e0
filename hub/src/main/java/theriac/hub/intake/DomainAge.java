package theriac.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import theriac.hub.intake.Reading.Remark;
import theriac.stix.value.Defang;

/// What is known of the age of a domain.
///
/// @param domain registrable, as A-labels
/// @param state `waiting`, `registered`, `unknown`, or `withheld` (nobody outside is asked)
/// @param problem why it is unknown (`not-found`, `no-date`, `nonsense`, `no-service`, `unreachable`) or
///     withheld (`own`, `listed`, `internal`, `marked`); "" otherwise
/// @param registered when it was registered, for `registered` alone
/// @param server who said so; ""
/// @param asked when; empty: not yet
record DomainAge(
        String domain,
        String state,
        String problem,
        Optional<Instant> registered,
        String server,
        Optional<Instant> asked) {

    private static final Duration NEW = Duration.ofDays(7);
    private static final Duration YOUNG = Duration.ofDays(30);
    private static final int NEW_WEIGHT = 35;
    private static final int YOUNG_WEIGHT = 20;

    /// A reason to be careful, when it is younger than thirty days: more weight below seven.
    Optional<Remark> remark(Instant now) {
        return registered
                .map(since -> Duration.between(since, now))
                .filter(age -> age.compareTo(YOUNG) < 0)
                .map(age -> {
                    long days = Math.max(age.toDays(), 0);
                    var name = Defang.defang(domain);
                    return new Remark(
                            "young-domain",
                            age.compareTo(NEW) < 0 ? NEW_WEIGHT : YOUNG_WEIGHT,
                            "",
                            "%s is %s geregistreerd, zegt %s.".formatted(name, dutch(days), server),
                            "%s was registered %s, says %s.".formatted(name, english(days), server));
                });
    }

    private static String dutch(long days) {
        return days == 0 ? "minder dan een dag geleden" : days == 1 ? "1 dag geleden" : days + " dagen geleden";
    }

    private static String english(long days) {
        return days == 0 ? "less than a day ago" : days == 1 ? "1 day ago" : days + " days ago";
    }
}
