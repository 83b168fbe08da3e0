package theriac.hub.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Collects what a person reads of a document that comes as XHTML: blocks on lines of their own, an
/// empty line between paragraphs, cells beside each other, the offsets at which pages begin. Not
/// thread-safe.
final class TextCollector extends DefaultHandler {

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "tr",
            "table",
            "ul",
            "ol",
            "blockquote",
            "pre",
            "section",
            "article",
            "header",
            "footer",
            "dt",
            "dd");
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "template", "svg");

    /// Ends the reading when there is enough: no fault.
    static final class Enough extends SAXException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough was read");
        }
    }

    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> pages = new ArrayList<>();
    private int unseen;
    private boolean cut;

    /// @param longest text in UTF-16 units
    TextCollector(int longest) {
        this.longest = longest;
    }

    String text() {
        return text.toString().stripTrailing();
    }

    List<Integer> pages() {
        int end = text().length();
        return pages.stream().filter(page -> page == 0 || page < end).toList();
    }

    boolean cut() {
        return cut;
    }

    @Override
    public void startElement(String space, String name, String qualified, Attributes attributes) {
        if (UNSEEN.contains(name)) {
            unseen++;
        } else if (name.equals("br")) {
            line(1);
        } else if (BLOCKS.contains(name)) {
            line(name.equals("p") || name.startsWith("h") ? 2 : 1);
            if ("page".equals(attributes.getValue("class"))) {
                line(2);
                pages.add(text.length());
            }
        } else if (name.equals("td") || name.equals("th")) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\t');
            }
        }
    }

    @Override
    public void endElement(String space, String name, String qualified) {
        if (UNSEEN.contains(name)) {
            unseen--;
        } else if (BLOCKS.contains(name)) {
            line(1);
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) throws SAXException {
        if (unseen > 0) {
            return;
        }
        for (int i = start; i < start + length; i++) {
            char c = chars[i];
            if (text.length() >= longest) {
                cut = true;
                throw new Enough();
            }
            switch (c) {
                case 0, '\r', '\uFEFF' -> {}
                case '\n' -> line(Math.min(breaks() + 1, 2));
                case '\t', ' ', '\u00A0' -> {
                    if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                        text.append(' ');
                    }
                }
                default -> text.append(c);
            }
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) throws SAXException {
        characters(chars, start, length);
    }

    private int breaks() {
        int count = 0;
        for (int i = text.length() - 1; i >= 0 && text.charAt(i) == '\n'; i--) {
            count++;
        }
        return count;
    }

    /// At least so many line ends, none at the beginning.
    private void line(int wanted) {
        while (!text.isEmpty() && " \t".indexOf(text.charAt(text.length() - 1)) >= 0) {
            text.setLength(text.length() - 1);
        }
        if (!text.isEmpty()) {
            text.append("\n".repeat(Math.max(0, wanted - breaks())));
        }
    }
}
