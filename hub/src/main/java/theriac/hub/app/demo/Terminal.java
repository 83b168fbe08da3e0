package theriac.hub.app.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// The demo's voice: a heading per step, short indented lines. Colours only where a person looks at a terminal that
/// wants them.
final class Terminal {

    private static final String INDENT = "     ";

    private final PrintStream out;
    private final boolean colours;

    Terminal(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    static Terminal of(PrintStream out, Map<String, String> environment) {
        var console = System.console();
        boolean colours = console != null
                && console.isTerminal()
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, colours);
    }

    void title(String text) {
        out.println();
        out.println(styled("1", text));
        out.flush();
    }

    void step(int number, String title) {
        out.println();
        out.println(styled("1;36", "  " + number + "  " + title));
        out.flush();
    }

    void say(String sentence) {
        line(sentence);
    }

    /// Something went as it should.
    void good(String sentence) {
        line(styled("32", "✓ ") + sentence);
    }

    /// Something that asks for attention.
    void warn(String sentence) {
        line(styled("33", "! ") + sentence);
    }

    /// Less important than the rest.
    void aside(String sentence) {
        line(styled("2", sentence));
    }

    void blank() {
        out.println();
    }

    /// Rows with columns of equal width; the first row is a heading.
    void table(List<List<String>> rows) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(cell(rows.get(r).get(i), widths[i], i < widths.length - 1))
                        .append("  ");
            }
            line(
                    r == 0
                            ? styled("2", text.toString().stripTrailing())
                            : text.toString().stripTrailing());
        }
    }

    /// Figures to the right, words to the left.
    private static String cell(String text, int width, boolean padded) {
        if (text.matches("[0-9,.]+")) {
            return " ".repeat(width - text.length()) + text;
        }
        return padded ? text + " ".repeat(width - text.length()) : text;
    }

    private void line(String text) {
        out.println(INDENT + text);
        out.flush();
    }

    private String styled(String code, String text) {
        return colours ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
