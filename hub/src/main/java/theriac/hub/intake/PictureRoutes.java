package theriac.hub.intake;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;

/// Reading pictures of messages over HTTP: nothing is kept, the reporter looks at the words and sends them.
@RestController
public final class PictureRoutes {

    private final Pictures pictures;

    public PictureRoutes(Pictures pictures) {
        this.pictures = pictures;
    }

    /// @param available whether this hub reads pictures; otherwise the reporter types
    public record PictureReading(boolean available) {}

    /// @param text the words that were seen; "" when none were
    public record PictureWords(String text) {}

    @GetMapping("/api/report-pictures")
    @Requires(Permission.REPORT)
    PictureReading pictureReading() {
        return new PictureReading(pictures.available());
    }

    /// A PNG or JPEG picture of at most 10 MB.
    @PostMapping("/api/report-pictures")
    @Requires(Permission.REPORT)
    PictureWords readPicture(InputStream picture) throws IOException {
        return new PictureWords(pictures.read(picture.readNBytes(Pictures.LARGEST + 1)));
    }
}
