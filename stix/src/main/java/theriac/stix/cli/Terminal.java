package theriac.stix.cli;

/// Text from data, safe to print: control and direction characters could rewrite what a person sees.
final class Terminal {

    private Terminal() {}

    /// Hostile characters become `\\uXXXX`, a pair of them beyond the first plane: in JSON text this is the same text.
    static String safe(String text) {
        if (isPlain(text) || text.codePoints().noneMatch(Terminal::isHostile)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHostile(c)) {
                for (char unit : Character.toChars(c)) {
                    out.append("\\u%04x".formatted((int) unit));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostile(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
