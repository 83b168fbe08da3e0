package theriac.hub.query;

import java.text.Normalizer;

/// How texts are compared: small letters, Latin letters without their accents, everything that is neither letter nor
/// digit as a blank. Deliberately a small fixed table and not what the Unicode version of the day says: the function
/// `folded` of the database does the same to the last character, and a test compares all of them.
public final class Folding {

    /// Not in the output: combining accents disappear.
    private static final char NOTHING = 0;

    private Folding() {}

    /// The words of a text between single blanks, with a blank before the first and behind the last; `" "` when
    /// there are none. So a phrase is found by looking for `" two words "`.
    public static String fold(String text) {
        var out = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i));
            if (c == NOTHING || c == ' ' && out.charAt(out.length() - 1) == ' ') {
                continue;
            }
            out.append(c);
        }
        if (out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
        return out.toString();
    }

    static char fold(char c) {
        if (c < 0x80) {
            return ascii(c);
        }
        if (c >= 0xC0 && c <= 0x17F) {
            return latin(c);
        }
        if (c >= 0x300 && c <= 0x36F) {
            return NOTHING;
        }
        boolean blank = c <= 0xBF || c >= 0x2000 && c <= 0x206F || c >= 0x3000 && c <= 0x303F || c == 0xFFFD;
        return blank ? ' ' : c;
    }

    private static char ascii(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + 32);
        }
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : ' ';
    }

    private static char latin(char c) {
        return switch (c) {
            case '×', '÷' -> ' ';
            case 'Ø', 'ø' -> 'o';
            case 'Đ', 'đ', 'Ð', 'ð' -> 'd';
            case 'Ħ', 'ħ' -> 'h';
            case 'Ł', 'ł' -> 'l';
            case 'Ŧ', 'ŧ' -> 't';
            case 'ı' -> 'i';
            case 'Æ' -> 'æ';
            case 'Œ' -> 'œ';
            case 'Þ' -> 'þ';
            case 'Ŋ' -> 'ŋ';
            default -> base(c);
        };
    }

    private static char base(char c) {
        char first =
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
        return first < 0x80 ? ascii(first) : c;
    }
}
