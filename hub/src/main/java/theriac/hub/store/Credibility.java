package theriac.hub.store;

import java.util.Locale;
import java.util.regex.Pattern;
import theriac.stix.StixObject;

/// How far a source trusts a piece of information: the second half of an Admiralty grade such as B2, from 1 (confirmed
/// by others) to 5 (improbable), and 6 (cannot be judged). STIX has no property for it; feeds write it as the label
/// `admiralty-scale:information-credibility="2"`, a machine tag of MISP's taxonomies. Pure.
final class Credibility {

    /// Nothing is said.
    static final int NONE = -1;

    private static final int CANNOT_BE_JUDGED = 6;

    private static final String TAG = "admiralty-scale:information-credibility";
    private static final Pattern VALUE = Pattern.compile(TAG + "=\"?([1-6])\"?");

    private Credibility() {}

    /// 1 to 6, or [#NONE]. Where labels contradict each other the doubt counts; "cannot be judged" yields to a
    /// judgement.
    static int of(StixObject object) {
        int found = NONE;
        for (var label : object.texts("labels")) {
            // Most labels are something else: no pattern is tried on them.
            if (label.regionMatches(true, 0, TAG, 0, TAG.length())) {
                var value = VALUE.matcher(label.strip().toLowerCase(Locale.ROOT));
                if (value.matches()) {
                    int said = Integer.parseInt(value.group(1));
                    found = found == NONE || found == CANNOT_BE_JUDGED
                            ? said
                            : said == CANNOT_BE_JUDGED ? found : Math.max(found, said);
                }
            }
        }
        return found;
    }

    /// The confidence, 0 to 100, that STIX 2.1 Appendix A gives to a credibility; -1 for 6 and for [#NONE].
    static int confidence(int credibility) {
        return credibility == NONE || credibility == CANNOT_BE_JUDGED ? -1 : 110 - 20 * credibility;
    }
}
