package theriac.hub.publications;

import java.text.Normalizer;
import java.util.Locale;

/// What a warning is called outside: `SECTOR-CERT-2026-0007`. Only capitals, digits and hyphens, so that it
/// is the same in a file name, an address and on the telephone.
final class Reference {

    private static final int LONGEST = 40;

    private Reference() {}

    /// What comes before year and number.
    ///
    /// @param name of the CERT
    static String prefix(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "-");
        var cut = (plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain).replaceAll("^-+|-+$", "");
        return cut.isEmpty() ? "WARNING" : cut;
    }
}
