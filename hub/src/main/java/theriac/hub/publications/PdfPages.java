package theriac.hub.publications;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/// Pages of A4 that fill from the top: a title, paragraphs, lists and rows of values. Nothing in them is a
/// link, a script or an attachment. The font goes with the document, so it looks and prints the same
/// everywhere: Latin, Greek and Cyrillic letters; what it has no letter for stands as a box. For one
/// document, then closed; not thread-safe.
final class PdfPages implements AutoCloseable {

    static final float MARGIN = 62;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    static final float HEIGHT = PDRectangle.A4.getHeight();

    private static final float TOP = HEIGHT - 92;
    private static final float BOTTOM = 84;
    private static final float TEXT = 10.5f;
    private static final float SMALL = 9;
    private static final float LEADING = 1.42f;
    private static final float NUMBERS = 26; // of rows
    private static final float HANGING = 11; // of lists
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int BOX = 0x25A1;
    private static final Color RULE = new Color(0xC8CCD2);

    private final PDDocument document = new PDDocument();
    private final PDType0Font font;
    private final Map<Integer, Float> widths = new HashMap<>();
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream out;
    private float y;

    PdfPages() throws IOException {
        try (InputStream letters = PDDocument.class.getResourceAsStream(FONT)) {
            if (letters == null) {
                throw new IllegalStateException("The font " + FONT + " is missing from the build.");
            }
            font = PDType0Font.load(document, letters, true);
        }
        out = page();
    }

    /// What programs show of the document.
    void about(String title, String author, String language) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setAuthor(author);
        document.getDocumentCatalog().setLanguage(language);
    }

    void title(String text) throws IOException {
        lines(text, 19, MARGIN, true);
    }

    /// Small print under a title.
    void facts(String text) throws IOException {
        y -= 3;
        lines(text, SMALL, MARGIN, false);
        y -= TEXT;
    }

    /// Never the last line of a page.
    void heading(String text) throws IOException {
        y -= TEXT;
        room(5 * TEXT * LEADING);
        lines(text, 12, MARGIN, true);
        y -= 2;
    }

    /// Paragraphs; lines that begin with `- ` are entries of a list.
    void text(String text) throws IOException {
        for (var line : text.split("\n", -1)) {
            if (line.isBlank()) {
                y -= TEXT * LEADING / 2;
            } else if (line.startsWith("- ")) {
                room(TEXT * LEADING);
                draw("•", TEXT, MARGIN, y - TEXT * LEADING, false);
                lines(line.substring(2), TEXT, MARGIN + HANGING, false);
            } else {
                lines(line, TEXT, MARGIN, false);
            }
        }
    }

    /// A line that parts what stands behind it from what stood before: a word in its colour on black, at the left.
    void fence(String text, Color colour) throws IOException {
        room(4 * TEXT * LEADING);
        y -= TEXT * LEADING + 6;
        out.setNonStrokingColor(Color.BLACK);
        out.addRect(MARGIN, y - 4.5f, WIDTH, 16);
        out.fill();
        out.setNonStrokingColor(colour);
        out.setStrokingColor(colour);
        draw(drawable(text), SMALL, MARGIN + 6, y, true);
        out.setNonStrokingColor(Color.BLACK);
        out.setStrokingColor(Color.BLACK);
        y -= 6;
    }

    /// Numbered values, each in a row of its own, so that one that needs two lines is still seen as one.
    void rows(List<String> values) throws IOException {
        int number = 0;
        for (var value : values) {
            number++;
            var parts = wrapped(drawable(value), SMALL, WIDTH - NUMBERS);
            room(Math.min(parts.size(), 10) * SMALL * LEADING + 6);
            y -= 3;
            draw(Integer.toString(number), SMALL, MARGIN, y - SMALL * LEADING, false);
            for (var part : parts) {
                room(SMALL * LEADING);
                y -= SMALL * LEADING;
                draw(part, SMALL, MARGIN + NUMBERS, y, false);
            }
            y -= 5;
            out.setStrokingColor(RULE);
            out.setLineWidth(0.5f);
            out.moveTo(MARGIN, y);
            out.lineTo(MARGIN + WIDTH, y);
            out.stroke();
        }
    }

    /// What stands on every page, once all of them are there.
    interface Frame {
        /// @param number of the page, from 1
        void draw(PdfPages on, int number, int of) throws IOException;
    }

    /// The document's bytes; nothing can be added after it.
    byte[] finish(Frame frame) throws IOException {
        out.close();
        for (int number = 1; number <= pages.size(); number++) {
            out = new PDPageContentStream(
                    document, pages.get(number - 1), PDPageContentStream.AppendMode.APPEND, true, true);
            frame.draw(this, number, pages.size());
            out.close();
        }
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    /// A word in its colour on black, right-justified.
    void badge(String text, Color colour, float at) throws IOException {
        float width = width(text, 12);
        float x = MARGIN + WIDTH - width - 5;
        out.setNonStrokingColor(Color.BLACK);
        out.addRect(x - 6, at - 5.5f, width + 12, 20);
        out.fill();
        out.setNonStrokingColor(colour);
        out.setStrokingColor(colour);
        draw(text, 12, x, at, true);
    }

    /// One line of small print that does not move what follows.
    void note(String text, float at) throws IOException {
        out.setNonStrokingColor(Color.DARK_GRAY);
        draw(drawable(text), SMALL, MARGIN, at, false);
    }

    private PDPageContentStream page() throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        y = TOP;
        return new PDPageContentStream(document, page);
    }

    /// Begins a page when less than this is left of one.
    private void room(float height) throws IOException {
        if (y - height < BOTTOM) {
            out.close();
            out = page();
        }
    }

    private void lines(String text, float size, float x, boolean bold) throws IOException {
        for (var part : wrapped(drawable(text), size, MARGIN + WIDTH - x)) {
            room(size * LEADING);
            y -= size * LEADING;
            draw(part, size, x, y, bold);
        }
    }

    /// @param bold thicker by a stroke round each letter: there is one font
    private void draw(String text, float size, float x, float at, boolean bold) throws IOException {
        out.beginText();
        out.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        out.setLineWidth(size / 32);
        out.setFont(font, size);
        out.newLineAtOffset(x, at);
        out.showText(text);
        out.endText();
    }

    /// Lines that fit: broken at blanks; a word that is longer than a line after a sign that parts it, or
    /// where the line ends. No hyphen is added: it would read as part of a value.
    private List<String> wrapped(String text, float size, float width) {
        var lines = new ArrayList<String>();
        int start = 0;
        int blank = -1;
        int sign = -1;
        float used = 0;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            used += widths.getOrDefault(letter, 0f) * size;
            if (letter == ' ') {
                blank = at;
            } else if (used > width && at > start) {
                int soft = sign - start > (at - start) / 2 ? sign : at;
                int end = blank > start ? blank : soft;
                lines.add(text.substring(start, end));
                start = end == blank ? end + 1 : end;
                at = start;
                blank = -1;
                sign = -1;
                used = 0;
                continue;
            }
            at += Character.charCount(letter);
            if ("/?&=-_]".indexOf(letter) >= 0) {
                sign = at;
            }
        }
        lines.add(text.substring(start));
        return lines;
    }

    private float width(String text, float size) {
        return (float) drawable(text)
                        .codePoints()
                        .mapToDouble(letter -> widths.getOrDefault(letter, 0f))
                        .sum()
                * size;
    }

    /// What the font has no letter for is a box; tabs are blanks.
    private String drawable(String text) {
        var known = new StringBuilder(text.length());
        text.replace("\t", "    ").codePoints().forEach(letter -> {
            float width = widths.computeIfAbsent(letter, this::measured);
            if (width < 0) {
                widths.computeIfAbsent(BOX, this::measured);
            }
            known.appendCodePoint(width < 0 ? BOX : letter);
        });
        return known.toString();
    }

    /// In parts of the size; below 0: the font has no such letter.
    private float measured(int letter) {
        try {
            return font.getStringWidth(Character.toString(letter)) / 1000;
        } catch (IllegalArgumentException | IOException none) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
