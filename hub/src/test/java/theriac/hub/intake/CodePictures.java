package theriac.hub.intake;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Draws pictures with QR codes as messages have them.
final class CodePictures {

    private CodePictures() {}

    /// A sheet of paper.
    static BufferedImage sheet(int width, int height, Color colour) {
        var sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = sheet.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return sheet;
    }

    /// Puts a code onto a picture.
    ///
    /// @param x its middle
    /// @param module side of a module in points
    static void put(
            BufferedImage on, String text, double x, double y, double module, double degrees, boolean inverted) {
        var code = code(text);
        double side = (code.getWidth() + 8) * module;
        var pen = on.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        var place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(Math.toRadians(degrees));
        place.translate(-side / 2, -side / 2);
        place.scale(module, module);
        pen.transform(place);
        pen.setColor(inverted ? Color.BLACK : Color.WHITE);
        pen.fill(new java.awt.geom.Rectangle2D.Double(0, 0, code.getWidth() + 8, code.getHeight() + 8));
        pen.setColor(inverted ? Color.WHITE : Color.BLACK);
        dots(code, pen);
        pen.dispose();
    }

    /// Neighbours in a line are one stroke: no seam shows between them.
    private static void dots(com.google.zxing.qrcode.encoder.ByteMatrix code, Graphics2D pen) {
        for (int row = 0; row < code.getHeight(); row++) {
            int from = -1;
            for (int column = 0; column <= code.getWidth(); column++) {
                boolean dark = column < code.getWidth() && code.get(column, row) == 1;
                if (dark && from < 0) {
                    from = column;
                } else if (!dark && from >= 0) {
                    pen.fill(new java.awt.geom.Rectangle2D.Double(from + 4, row + 4, column - from, 1.02));
                    from = -1;
                }
            }
        }
    }

    static com.google.zxing.qrcode.encoder.ByteMatrix code(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException impossible) {
            throw new IllegalStateException("This text fits no QR code: " + text, impossible);
        }
    }

    /// One code in the middle of a white sheet.
    static BufferedImage one(String text, int module) {
        int side = (code(text).getWidth() + 8) * module;
        var sheet = sheet(side, side, Color.WHITE);
        put(sheet, text, side / 2.0, side / 2.0, module, 0, false);
        return sheet;
    }

    /// Dots on nothing: no sheet is behind them.
    static BufferedImage transparent(String text, Color dots, int module) {
        var code = code(text);
        int side = (code.getWidth() + 8) * module;
        var sheet = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        var pen = sheet.createGraphics();
        pen.scale(module, module);
        pen.setColor(dots);
        dots(code, pen);
        pen.dispose();
        return sheet;
    }

    /// As a camera in bad light sees it.
    static void noise(BufferedImage picture, Random random, int strength) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int was = picture.getRGB(x, y);
                int change = (int) (random.nextGaussian() * strength);
                int grey = Math.clamp(((was >> 8) & 0xFF) + change, 0, 255);
                picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
    }

    /// @param kind `png`, `jpg` or `gif`
    static byte[] file(BufferedImage picture, String kind) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, kind, out)) {
                throw new IllegalArgumentException("Java does not write " + kind);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array in memory can always be written.", impossible);
        }
        return out.toByteArray();
    }

    /// As it is after it was stored as JPEG.
    static BufferedImage squeezed(BufferedImage picture, float quality) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), how);
            stream.flush();
            return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array in memory can always be written.", impossible);
        } finally {
            writer.dispose();
        }
    }
}
