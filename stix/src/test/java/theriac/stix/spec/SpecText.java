package theriac.stix.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// The tables and examples of the specification's own text, as OASIS publishes it in Markdown with HTML tables.
///
/// @param tables in reading order
/// @param examples every fenced block of JSON
public record SpecText(List<Table> tables, List<Example> examples) {

    /// One table.
    ///
    /// @param clause number of the section it stands in
    /// @param subject the type or vocabulary that the section is about; empty when it is about none
    /// @param rows cells as HTML, the heading's row first
    public record Table(String clause, String subject, List<List<String>> rows) {

        public boolean isHeaded(String... columns) {
            return texts(rows.getFirst()).equals(List.of(columns));
        }

        List<List<String>> body() {
            return rows.subList(1, rows.size());
        }

        /// The cell below a heading that stands alone in its row, as in the summaries of properties.
        String below(String heading) {
            for (int i = 0; i + 1 < rows.size(); i++) {
                if (text(rows.get(i).getFirst()).equals(heading)) {
                    return rows.get(i + 1).getFirst();
                }
            }
            return "";
        }
    }

    /// One example.
    ///
    /// @param line where it stands in the text
    public record Example(String clause, int line, String json) {}

    private static final Pattern HEADING = Pattern.compile("#+ ([0-9]+[0-9.]*|[A-Z][.][0-9.]+)? ?([^<]*).*");
    private static final Pattern NAMED =
            Pattern.compile("\\*\\*(?:Type|Vocabulary|Enumeration) Name:?\\*\\*:* <span[^>]*>([^<]*)</span>.*");
    /// Some rows of the text lack one of the two tags.
    private static final Pattern ROW = Pattern.compile("</?tr>");

    private static final Pattern CELL = Pattern.compile("<t[dh](?:\\s[^>]*)?/?>(.*?)</t[dh]>", Pattern.DOTALL);

    /// Reads the text; the test is aborted, saying so, where the shared folder is absent.
    public static SpecText read() {
        Path path = Path.of(System.getProperty("theriac.shared.data", "missing"), "../reference/spec/stix-v2.1.md");
        Assumptions.assumeTrue(
                Files.exists(path), "The text of the specification is absent, so the tables are not compared: " + path);
        try {
            return new Scan().scan(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scan {
        private final List<Table> tables = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private String clause = "";
        private String subject = "";

        SpecText scan(List<String> lines) {
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.startsWith("<table")) {
                    int end = until(lines, i, "</table>");
                    add(htmlRows(String.join("\n", lines.subList(i, end + 1))));
                    i = end;
                } else if (line.startsWith("|")) {
                    int end = i;
                    while (end < lines.size() && lines.get(end).startsWith("|")) {
                        end++;
                    }
                    add(markdownRows(lines.subList(i, end)));
                    i = end - 1;
                } else if (line.startsWith("```JSON")) {
                    int end = until(lines, i + 1, "```");
                    examples.add(new Example(clause, i + 1, String.join("\n", lines.subList(i + 1, end))));
                    i = end;
                } else {
                    heading(line);
                }
            }
            return new SpecText(List.copyOf(tables), List.copyOf(examples));
        }

        private void add(List<List<String>> rows) {
            if (!rows.isEmpty()) {
                tables.add(new Table(clause, subject, rows));
            }
        }

        private static int until(List<String> lines, int from, String end) {
            int at = from;
            while (!lines.get(at).strip().equals(end)) {
                at++;
            }
            return at;
        }

        private void heading(String line) {
            Matcher named = NAMED.matcher(line);
            if (named.matches()) {
                subject = withoutType(named.group(1));
                return;
            }
            Matcher heading = HEADING.matcher(line);
            if (!heading.matches()) {
                return;
            }
            if (heading.group(1) != null) {
                clause = heading.group(1).replaceAll("\\.$", "");
            }
            String title = heading.group(2).strip().toLowerCase(Locale.ROOT).replace(' ', '-');
            boolean within = title.endsWith("properties") || title.contains("relationships");
            if (!within) {
                subject = Spec.V21.table(withoutType(title)).isPresent() ? withoutType(title) : "";
            }
        }
    }

    private static String withoutType(String name) {
        return name.endsWith("-type") ? name.substring(0, name.length() - 5) : name;
    }

    private static List<List<String>> htmlRows(String table) {
        return ROW.splitAsStream(table)
                .map(row ->
                        CELL.matcher(row).results().map(cell -> cell.group(1)).toList())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static List<List<String>> markdownRows(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.matches("[-| ]+"))
                .map(line -> List.of(line.substring(2).split(" \\| ?", -1)))
                .map(cells -> cells.stream()
                        .map(cell -> cell.replaceAll("\\*\\*([^*]*)\\*\\*", "<strong>$1</strong>"))
                        .toList())
                .toList();
    }

    static List<String> texts(List<String> cells) {
        return cells.stream().map(SpecText::text).filter(t -> !t.isEmpty()).toList();
    }

    /// A cell's words without its markup.
    static String text(String html) {
        return html.replaceAll("</?[a-z][^>]*>?", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// The words that a cell sets in one of the text's own styles, such as `stixtype`.
    static Set<String> styled(String html, String style) {
        Set<String> words = new TreeSet<>();
        Matcher span = Pattern.compile("<span class=[\"']" + style + "[\"']>([^<]*)</span>")
                .matcher(html);
        while (span.find()) {
            words.add(span.group(1).strip());
        }
        return words;
    }

    /// The bold words of a cell that name properties; not the bold MUST and SHOULD.
    static Set<String> strong(String html) {
        Set<String> words = new TreeSet<>();
        Matcher bold = Pattern.compile("<strong>([^<]*)</strong>").matcher(html);
        while (bold.find()) {
            String word = bold.group(1).strip();
            if (word.equals(word.toLowerCase(Locale.ROOT))) {
                words.add(word);
            }
        }
        return words;
    }
}
