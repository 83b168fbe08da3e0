package theriac.hub.accounts;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import theriac.hub.core.Problem;

/// Which passwords people may choose: long ones, of any characters, that are more than a few obvious words one
/// after the other, also with digits and signs in the place of letters, and that stand in no list of stolen ones
/// that the operator gave the hub ([LeakedPasswords]).
final class PasswordRules {

    private static final int SHORTEST = 12;
    static final int LONGEST = 256;

    /// What is left when all that is obvious is taken out.
    private static final int OWN = 6;

    /// Words that passwords are made of when nobody thinks, and walks over a keyboard.
    private static final List<String> OBVIOUS = List.of(
            "password",
            "passw0rd",
            "wachtwoord",
            "welkom",
            "welcome",
            "theriac",
            "letmein",
            "admin",
            "administrator",
            "changeme",
            "default",
            "secret",
            "geheim",
            "ziekenhuis",
            "hospital",
            "iloveyou",
            "football",
            "voetbal",
            "monkey",
            "dragon",
            "master",
            "sunshine",
            "princess",
            "january",
            "february",
            "spring",
            "summer",
            "autumn",
            "winter",
            "lente",
            "zomer",
            "herfst",
            "qwertyuiop",
            "qwerty",
            "asdfghjkl",
            "asdfgh",
            "zxcvbnm",
            "azerty",
            "1q2w3e4r5t",
            "1q2w3e4r",
            "1qaz2wsx",
            "qazwsx",
            "abcdefgh",
            "abcdef",
            "abc");

    private PasswordRules() {}

    /// @param context names that others know: of the person, her log-in, her organisation
    /// @throws Problem when it is too short, too long or too obvious
    static void check(String password, Stream<String> context) {
        if (!isText(password)) {
            throw Problem.badRequest("A password is made of characters; this one holds half of one.");
        }
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw Problem.badRequest("A password needs %d to %d characters; a few words together are easy to remember."
                    .formatted(SHORTEST, LONGEST));
        }
        var words = Stream.concat(
                        context.map(PasswordRules::folded).flatMap(text -> Stream.of(text.split("[^\\p{L}\\p{N}]+"))),
                        OBVIOUS.stream())
                .filter(word -> word.length() > 2)
                .sorted((one, other) -> other.length() - one.length())
                .toList();
        if (own(folded(password), words) < OWN || own(plain(folded(password)), words) < OWN) {
            throw Problem.badRequest(
                    "This password would be guessed: it is little more than names, words that everybody"
                            + " takes, or the same signs again and again. A few words together that only you would put so are better.");
        }
    }

    /// How much is left when the words are taken out.
    private static int own(String text, List<String> words) {
        var left = text;
        for (var word : words) {
            left = left.replace(word, "");
        }
        return varied(left);
    }

    /// Signs that stand for letters, as letters.
    private static String plain(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('!', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    /// Whether there are no halves of characters, which cannot be written as octets.
    static boolean isText(String given) {
        return given.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /// How many characters are not just the one before, or its neighbour in the alphabet or among the digits.
    private static int varied(String text) {
        int count = 0;
        var seen = new java.util.HashSet<Integer>();
        var points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if ((i == 0 || Math.abs(points[i] - points[i - 1]) > 1) && seen.add(points[i])) {
                count++;
            }
        }
        return count;
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
