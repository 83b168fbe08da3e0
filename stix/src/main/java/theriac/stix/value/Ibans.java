package theriac.stix.value;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Bank account numbers (ISO 13616): country length and check digits.
final class Ibans {

    /// Lengths of the countries whose accounts turn up in fraud against Dutch organisations: the single euro
    /// payments area.
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("AD", 24),
            Map.entry("AT", 20),
            Map.entry("BE", 16),
            Map.entry("BG", 22),
            Map.entry("CH", 21),
            Map.entry("CY", 28),
            Map.entry("CZ", 24),
            Map.entry("DE", 22),
            Map.entry("DK", 18),
            Map.entry("EE", 20),
            Map.entry("ES", 24),
            Map.entry("FI", 18),
            Map.entry("FR", 27),
            Map.entry("GB", 22),
            Map.entry("GI", 23),
            Map.entry("GR", 27),
            Map.entry("HR", 21),
            Map.entry("HU", 28),
            Map.entry("IE", 22),
            Map.entry("IS", 26),
            Map.entry("IT", 27),
            Map.entry("LI", 21),
            Map.entry("LT", 20),
            Map.entry("LU", 20),
            Map.entry("LV", 21),
            Map.entry("MC", 27),
            Map.entry("MT", 31),
            Map.entry("NL", 18),
            Map.entry("NO", 15),
            Map.entry("PL", 28),
            Map.entry("PT", 25),
            Map.entry("RO", 24),
            Map.entry("SE", 24),
            Map.entry("SI", 19),
            Map.entry("SK", 24),
            Map.entry("SM", 27),
            Map.entry("TR", 26),
            Map.entry("UA", 29),
            Map.entry("VA", 22));

    private Ibans() {}

    /// Upper case without blanks, when length and check digits are right.
    static Optional<String> normalize(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        var plain = new StringBuilder(34);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) && c < 0x80) {
                plain.append(c);
            } else if (c != ' ' && c != '\u00a0' && c != '-' && c != '.') {
                return Optional.empty();
            }
        }
        String iban = plain.toString().toUpperCase(Locale.ROOT);
        boolean valid = iban.length() > 4 && length(iban.substring(0, 2)) == iban.length() && checks(iban);
        return valid ? Optional.of(iban) : Optional.empty();
    }

    /// The length of an account number of this country, or 0 for a country outside the table.
    static int length(String country) {
        return LENGTHS.getOrDefault(country, 0);
    }

    /// The number with its first four characters moved to the end, letters as 10–35, is 1 modulo 97.
    private static boolean checks(String iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return Values.isDigits(iban, 2, 4) && remainder == 1;
    }
}
