package theriac.hub.intake;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.detector.FinderPattern;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Looks for QR codes in one picture: in several sizes, dark on light and light on dark, with two ways to
/// tell dark from light; what was found is wiped out and the rest looked at again, so that several codes
/// do not hide each other. Runs in the process that pictures are read in ([SearchPictures]).
final class CodeSearch {

    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);
    private static final List<Function<LuminanceSource, Binarizer>> WAYS =
            List.of(HybridBinarizer::new, GlobalHistogramBinarizer::new);

    /// Below so many points a picture is looked at enlarged as well: its codes are small.
    private static final int SMALL = 500_000;

    private static final int COMFORTABLE = 1_200; // points of the longer side
    private static final int MARGIN = 16;
    private static final int MOST = 50;

    private final Consumer<String> found;

    /// @param found called for each code as soon as it is read; may be called twice with the same text
    CodeSearch(Consumer<String> found) {
        this.found = found;
    }

    void search(BufferedImage picture) {
        search(Grey.of(picture, 0xFF));
        if (picture.getColorModel().hasAlpha()) {
            search(Grey.of(picture, 0));
        }
    }

    private void search(Grey picture) {
        for (var size : sizes(picture)) {
            for (var shades : List.of(size, size.inverted())) {
                for (var way : WAYS) {
                    search(shades.copy(), way);
                }
            }
        }
    }

    /// The one in which codes are most often read comes first.
    private static List<Grey> sizes(Grey picture) {
        var sizes = new ArrayList<Grey>();
        int longer = Math.max(picture.getWidth(), picture.getHeight());
        for (int factor = longer / COMFORTABLE; factor > 1; factor /= 2) {
            if (picture.getWidth() / factor > 0 && picture.getHeight() / factor > 0) {
                sizes.add(picture.smaller(factor));
            }
        }
        sizes.add(picture);
        if (picture.getWidth() * picture.getHeight() <= SMALL) {
            sizes.add(picture.larger(3, MARGIN));
        }
        return sizes;
    }

    private void search(Grey picture, Function<LuminanceSource, Binarizer> way) {
        for (var one : several(picture, way)) {
            take(one, picture);
        }
        for (int n = 0; n < MOST; n++) {
            try {
                take(new QRCodeReader().decode(bitmap(picture, way), HINTS), picture);
            } catch (ReaderException | RuntimeException noMore) {
                return;
            }
        }
    }

    private static List<Result> several(Grey picture, Function<LuminanceSource, Binarizer> way) {
        try {
            return List.of(new QRCodeMultiReader().decodeMultiple(bitmap(picture, way), HINTS));
        } catch (ReaderException | RuntimeException none) {
            return List.of();
        }
    }

    private static BinaryBitmap bitmap(Grey picture, Function<LuminanceSource, Binarizer> way) {
        return new BinaryBitmap(way.apply(picture));
    }

    private void take(Result code, Grey picture) {
        if (!code.getText().isEmpty()) {
            found.accept(code.getText());
        }
        wipe(code.getResultPoints(), picture);
    }

    /// The three corners that have a mark span the code; around it lies half of a mark and the margin.
    private static void wipe(ResultPoint[] corners, Grey picture) {
        if (corners.length < 3) {
            throw new IllegalArgumentException("A code without corners cannot be wiped out.");
        }
        var corner = corners[1];
        double ux = corners[2].getX() - corner.getX();
        double uy = corners[2].getY() - corner.getY();
        double vx = corners[0].getX() - corner.getX();
        double vy = corners[0].getY() - corner.getY();
        double side = Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy));
        double module = corner instanceof FinderPattern mark ? mark.getEstimatedModuleSize() : side / 14;
        double edge = 5 * module / side;
        int steps = (int) (side * (1 + 2 * edge) * 2);
        for (int i = 0; i <= steps; i++) {
            double u = -edge + (1 + 2 * edge) * i / steps;
            for (int j = 0; j <= steps; j++) {
                double v = -edge + (1 + 2 * edge) * j / steps;
                picture.erase((int) Math.round(corner.getX() + u * ux + v * vx), (int)
                        Math.round(corner.getY() + u * uy + v * vy));
            }
        }
    }
}
