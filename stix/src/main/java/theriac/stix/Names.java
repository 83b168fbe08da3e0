package theriac.stix;

/// The forms of names (STIX 2.1 §3.1, §7.3.2, §11).
final class Names {

    private Names() {}

    /// A property name: `a-z`, `0-9` and `_`, 3 to 250 characters, a letter first.
    static boolean isProperty(String name) {
        return hasForm(name, '_');
    }

    /// A type name: `a-z`, `0-9` and single hyphens, 3 to 250 characters, a letter first.
    static boolean isType(String name) {
        return hasForm(name, '-') && !name.contains("--");
    }

    private static boolean hasForm(String name, char separator) {
        if (name.length() < 3 || name.length() > 250 || name.charAt(0) < 'a' || name.charAt(0) > 'z') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == separator)) {
                return false;
            }
        }
        return true;
    }

    /// A dictionary key: ASCII letters, digits, `-` and `_`, at most 250 characters (STIX 2.1 §2.3).
    static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > 250) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /// A language code in the form of RFC 5646: subtags of 1 to 8 letters and digits, the first of 2 to 8 letters,
    /// or the private `x-…` and the registered irregular `i-…`.
    static boolean isLanguage(String code) {
        String[] subtags = code.split("-", -1);
        String first = subtags[0];
        boolean single = first.equalsIgnoreCase("x") || first.equalsIgnoreCase("i");
        if (!single && !first.matches("[A-Za-z]{2,8}") || single && subtags.length < 2) {
            return false;
        }
        for (int i = 1; i < subtags.length; i++) {
            if (!subtags[i].matches("[A-Za-z0-9]{1,8}")) {
                return false;
            }
        }
        return true;
    }

    /// Lower-case words joined by hyphens, as vocabulary terms and kill chain names should be (STIX 2.1 §2.14, §2.11).
    static boolean isLowerCaseTerm(String term) {
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (c >= 'A' && c <= 'Z' || c == ' ' || c == '_') {
                return false;
            }
        }
        return true;
    }
}
