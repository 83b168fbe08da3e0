package theriac.stix.value;

import java.util.Optional;

/// Telephone numbers in E.164 form. A number without country code is read as Dutch: the sector's people write
/// them so.
final class PhoneNumbers {

    private static final int LONGEST = 15;
    private static final int SHORTEST = 8;
    private static final int DUTCH_LENGTH = 10;

    private PhoneNumbers() {}

    /// `+31612345678` for `06-12345678`, `0031 6 1234 5678`, `+31 (0)6 12 34 56 78`; nothing when the digits
    /// cannot be one.
    static Optional<String> normalize(String text) {
        if (text.isEmpty() || text.length() > 40) {
            return Optional.empty();
        }
        boolean plus = text.charAt(0) == '+';
        var digits = new StringBuilder(16);
        for (int i = plus ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (" -.()/\u00a0\u2011\u2013".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        boolean trunkZero = text.contains("(0)");
        String number = digits.toString();
        if (plus || number.startsWith("00")) {
            return international(plus ? number : number.substring(2), trunkZero);
        }
        return isDutch(number) ? Optional.of("+31" + number.substring(1)) : Optional.empty();
    }

    private static Optional<String> international(String digits, boolean trunkZero) {
        String number = trunkZero && digits.startsWith("310") ? "31" + digits.substring(3) : digits;
        boolean possible = number.length() >= SHORTEST && number.length() <= LONGEST && number.charAt(0) != '0';
        boolean dutchLength = !number.startsWith("31")
                || number.length() == 11
                || number.startsWith("31800")
                || number.startsWith("3190");
        return possible && dutchLength ? Optional.of("+" + number) : Optional.empty();
    }

    /// Ten digits: 06 and a subscriber, or an area code and a subscriber who does not begin with 0; or 0800
    /// and 0900 numbers of eight or eleven digits.
    static boolean isDutch(String number) {
        if (number.startsWith("0800")
                || number.startsWith("0900")
                || number.startsWith("0906")
                || number.startsWith("0909")) {
            boolean length = number.length() == 8 || number.length() == 11;
            return length && !number.substring(4).chars().allMatch(c -> c == '0');
        }
        if (number.length() != DUTCH_LENGTH || number.charAt(0) != '0' || number.charAt(1) == '0') {
            return false;
        }
        if (number.charAt(1) == '6') {
            return number.charAt(2) != '0' && number.charAt(2) != '7' && number.charAt(2) != '9';
        }
        boolean business = number.startsWith("088")
                || number.startsWith("085")
                || number.startsWith("084")
                || number.startsWith("087");
        return business || number.charAt(shortAreaCode(number) ? 3 : 4) > '1';
    }

    /// The area codes of two digits after the zero; all others have three.
    private static boolean shortAreaCode(String number) {
        return switch (number.substring(1, 3)) {
            case "10",
                    "13",
                    "15",
                    "20",
                    "23",
                    "24",
                    "26",
                    "30",
                    "33",
                    "35",
                    "36",
                    "38",
                    "40",
                    "43",
                    "45",
                    "46",
                    "50",
                    "53",
                    "55",
                    "58",
                    "70",
                    "71",
                    "72",
                    "73",
                    "74",
                    "75",
                    "76",
                    "77",
                    "78",
                    "79" -> true;
            default -> false;
        };
    }
}
