package theriac.hub.intake;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Looks for QR codes in a PDF file: its pages as somebody sees them, whatever a code is drawn with, then
/// the pictures in it, which may be finer than they are shown. Nothing in the file runs and nothing it
/// names is fetched. Runs in the process that pictures are read in ([SearchPictures]), where memory and
/// time end what a file makes endless.
final class PdfSearch {

    /// Pages that are looked at.
    static final int MOST_PAGES = 20;

    private static final int MOST_PICTURES = 20;
    private static final int DEEPEST = 3; // drawings in drawings
    private static final int SMALLEST = 21; // modules of the smallest code
    private static final float SHARP = 200f / 72; // points for each of the file's: 200 to an inch
    private static final double MOST_POINTS = 6_000_000; // of a page as it is drawn

    private final CodeSearch codes;
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int pictures;
    private boolean broken;

    PdfSearch(CodeSearch codes) {
        this.codes = codes;
    }

    /// @return `LARGE` when it has more pages than are looked at, `BROKEN` when a page could not be drawn;
    ///     what was found elsewhere counts all the same
    /// @throws IOException when it cannot be opened, as without its password
    SearchPictures.State search(byte[] file) throws IOException {
        FontMappers.set(new OneFont());
        try (var document = Loader.loadPDF(file)) {
            int pages = Math.min(document.getNumberOfPages(), MOST_PAGES);
            for (int number = 0; number < pages; number++) {
                draw(document, number);
            }
            for (int number = 0; number < pages; number++) {
                pictures(document.getPage(number));
            }
            boolean more = document.getNumberOfPages() > pages;
            return broken
                    ? SearchPictures.State.BROKEN
                    : more ? SearchPictures.State.LARGE : SearchPictures.State.SEARCHED;
        }
    }

    private void draw(PDDocument document, int number) {
        try {
            var box = document.getPage(number).getCropBox();
            double points = (double) box.getWidth() * box.getHeight();
            if (!(points > 0) || Double.isInfinite(points)) {
                return;
            }
            var renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            float scale = (float) Math.min(SHARP, Math.sqrt(MOST_POINTS / points));
            codes.search(renderer.renderImage(number, scale, ImageType.RGB));
        } catch (IOException | RuntimeException damaged) {
            broken = true;
        }
    }

    private void pictures(PDPage page) {
        try {
            pictures(page.getResources(), DEEPEST);
        } catch (IOException | RuntimeException damaged) {
            broken = true;
        }
    }

    private void pictures(PDResources resources, int depth) throws IOException {
        if (resources == null || depth == 0) {
            return;
        }
        for (var name : resources.getXObjectNames()) {
            var object = resources.getXObject(name);
            if (pictures >= MOST_PICTURES || object == null || !seen.add(object.getCOSObject())) {
                continue;
            }
            if (object instanceof PDFormXObject drawing) {
                pictures(drawing.getResources(), depth - 1);
            } else if (object instanceof PDImageXObject picture && isFit(picture)) {
                pictures++;
                BufferedImage points = picture.getImage();
                codes.search(points);
            }
        }
    }

    private static boolean isFit(PDImageXObject picture) {
        long points = (long) picture.getWidth() * picture.getHeight();
        return Math.min(picture.getWidth(), picture.getHeight()) >= SMALLEST && points <= SearchPictures.MOST_POINTS;
    }
}
