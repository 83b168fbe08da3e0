package theriac.hub.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;

/// Reading pictures of messages over HTTP: nothing is kept, the reporter looks at what was read and sends
/// it.
@RestController
public final class PictureRoutes {

    private final Pictures pictures;
    private final PictureCodes codes;

    public PictureRoutes(Pictures pictures, PictureCodes codes) {
        this.pictures = pictures;
        this.codes = codes;
    }

    /// @param available whether this hub reads words in pictures; otherwise the reporter types them. QR
    ///     codes are read always
    public record PictureReading(boolean available) {}

    /// @param text the words that were seen; "" when none were, or none are read here
    /// @param codes what QR codes in it say, each once
    /// @param searched whether all of it was searched for codes; `large` (too many points, pages
    ///     or pictures), `broken` (damaged) or `late` (not all in time) when not, otherwise `searched`
    public record PictureWords(String text, List<String> codes, String searched) {}

    @GetMapping("/api/report-pictures")
    @Requires(Permission.REPORT)
    PictureReading pictureReading() {
        return new PictureReading(pictures.available());
    }

    /// A PNG, JPEG or GIF picture, a PDF file or an Office file (Word, Excel, PowerPoint,
    /// OpenDocument) of at most 10 MB; only of PNG and JPEG the words are read too.
    @PostMapping("/api/report-pictures")
    @Requires(Permission.REPORT)
    PictureWords readPicture(InputStream body) throws IOException {
        var picture = body.readNBytes(Pictures.LARGEST + 1);
        Pictures.checkSize(picture);
        var kind = PictureKind.of(picture)
                .orElseThrow(
                        () -> Problem.badRequest(
                                "This is no PNG, JPEG or GIF picture, no PDF file and no Office file. Save the screenshot as one of them, or type its words."));
        var searched = codes.search(List.of(picture)).getFirst();
        return new PictureWords(words(picture, kind, searched), searched.codes(), searched.state());
    }

    /// Who has the codes has something: that the words could not be read stops nobody then.
    private String words(byte[] picture, PictureKind kind, PictureCodes.Searched searched) {
        if (!pictures.available() || !Pictures.WITH_WORDS.contains(kind)) {
            return "";
        }
        try {
            return pictures.read(picture);
        } catch (Problem unread) {
            if (searched.codes().isEmpty()) {
                throw unread;
            }
            return "";
        }
    }
}
