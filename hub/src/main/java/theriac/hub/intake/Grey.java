package theriac.hub.intake;

import com.google.zxing.LuminanceSource;
import java.awt.image.BufferedImage;

/// A picture in shades of grey, one octet for each of its points: 0 is black.
final class Grey extends LuminanceSource {

    private final byte[] points;

    private Grey(int width, int height, byte[] points) {
        super(width, height);
        this.points = points;
    }

    /// @param ground shade that shows where the picture is transparent
    static Grey of(BufferedImage picture, int ground) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var points = new byte[width * height];
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                points[y * width + x] = (byte) shade(row[x], ground);
            }
        }
        return new Grey(width, height, points);
    }

    private static int shade(int argb, int ground) {
        int alpha = argb >>> 24;
        int shade = (306 * (argb >> 16 & 0xFF) + 601 * (argb >> 8 & 0xFF) + 117 * (argb & 0xFF)) >> 10;
        return (shade * alpha + ground * (255 - alpha)) / 255;
    }

    /// Each point is the mean of so many in a square.
    Grey smaller(int factor) {
        int width = getWidth() / factor;
        int height = getHeight() / factor;
        var less = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                less[y * width + x] = (byte) mean(x * factor, y * factor, factor);
            }
        }
        return new Grey(width, height, less);
    }

    private int mean(int left, int top, int side) {
        int sum = 0;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                sum += points[y * getWidth() + x] & 0xFF;
            }
        }
        return sum / (side * side);
    }

    /// Each point becomes a square of points, with a white margin: codes that fill their picture have none.
    Grey larger(int factor, int margin) {
        int width = getWidth() * factor + 2 * margin;
        int height = getHeight() * factor + 2 * margin;
        var more = new byte[width * height];
        java.util.Arrays.fill(more, (byte) 0xFF);
        for (int y = 0; y < getHeight() * factor; y++) {
            for (int x = 0; x < getWidth() * factor; x++) {
                more[(y + margin) * width + x + margin] = points[y / factor * getWidth() + x / factor];
            }
        }
        return new Grey(width, height, more);
    }

    /// A picture of its own that changes nothing in this one.
    Grey copy() {
        return new Grey(getWidth(), getHeight(), points.clone());
    }

    Grey inverted() {
        var other = new byte[points.length];
        for (int at = 0; at < points.length; at++) {
            other[at] = (byte) (255 - (points[at] & 0xFF));
        }
        return new Grey(getWidth(), getHeight(), other);
    }

    /// Makes a point white; outside nothing happens.
    void erase(int x, int y) {
        if (x >= 0 && y >= 0 && x < getWidth() && y < getHeight()) {
            points[y * getWidth() + x] = (byte) 0xFF;
        }
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
        var into = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
        System.arraycopy(points, y * getWidth(), into, 0, getWidth());
        return into;
    }

    @Override
    public byte[] getMatrix() {
        return points;
    }
}
