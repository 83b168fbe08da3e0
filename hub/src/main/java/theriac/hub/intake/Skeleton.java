package theriac.hub.intake;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a name looks like, so that two names that look alike become equal: UTS #39 skeletons, accents removed, and
/// the pairs that deceive in plain ASCII (`rn`/`m`, `vv`/`w`, `cl`/`d`, `1`/`l`/`i`, `0`/`o`), because `.nl` knows
/// nothing else. For comparison only, never for display. Thread-safe.
final class Skeleton {

    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");

    private final SpoofChecker checker = new SpoofChecker.Builder().build();
    private final IDNA idna = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE);

    /// The skeleton of a label or a word.
    String of(String label) {
        var plain = withoutAccents(label.toLowerCase(Locale.ROOT));
        var shape = checker.getSkeleton(plain).toLowerCase(Locale.ROOT);
        return withoutAccents(shape)
                .replace("rn", "m")
                .replace("vv", "w")
                .replace("cl", "d")
                .replace('1', 'l')
                .replace('i', 'l')
                .replace('0', 'o')
                .replace('3', 'e')
                .replace('5', 's');
    }

    /// A label as people see it: `xn--rvm-rma` becomes `rívm`; what cannot be decoded stays as it is.
    String unicode(String label) {
        if (!label.startsWith("xn--")) {
            return label;
        }
        var decoded = new StringBuilder();
        var info = new IDNA.Info();
        idna.labelToUnicode(label, decoded, info);
        return info.hasErrors() && decoded.isEmpty() ? label : decoded.toString();
    }

    private static String withoutAccents(String text) {
        return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    }
}
