package theriac.hub.intake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A QR code that stood in a picture. What it says is never followed, called, paid or connected to.
///
/// @param picture name of the picture's file; ""
/// @param text exactly what the code says, without NUL; hostile
record PictureCode(String picture, String text) {

    /// Longer than the longest QR code, which has 7,089 digits (ISO/IEC 18004).
    static final int LONGEST = 8_000;

    /// In one report.
    static final int MOST = 50;

    static final int LONGEST_NAME = 200;

    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final List<Form> FORMS = List.of(
            new Form("payment", "bcd\n", "bcd\r\n", "bitcoin:", "ethereum:", "payto:"),
            new Form("wifi", "wifi:"),
            new Form("phone", "tel:", "facetime:"),
            new Form("sms", "sms:", "smsto:", "mms:", "mmsto:"),
            new Form("mail", "mailto:", "matmsg:", "smtp:"),
            new Form("contact", "begin:vcard", "mecard:", "bizcard:"),
            new Form("secret", "otpauth:", "otpauth-migration:"),
            new Form("link", "http://", "https://", "urlto:", "www."));

    PictureCode {
        picture = clean(picture, LONGEST_NAME);
        text = clean(text, LONGEST);
    }

    private record Form(String kind, List<String> beginnings) {
        Form(String kind, String... beginnings) {
            this(kind, List.of(beginnings));
        }
    }

    private static String clean(String text, int longest) {
        var clean = text.replace("\0", "");
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }

    /// `link`, `payment`, `wifi`, `phone`, `sms`, `mail`, `contact`, `secret` (a second factor to be
    /// taken over), or `text` for all else: what a telephone would do with it.
    String kind() {
        var lower = text.toLowerCase(Locale.ROOT);
        return FORMS.stream()
                .filter(form -> form.beginnings().stream().anyMatch(lower::startsWith))
                .map(Form::kind)
                .findFirst()
                .orElse("text");
    }

    /// What values are looked for in: addresses for telephones and mail have `%2B` for `+`, links do not
    /// change by reading.
    String readable() {
        var kind = kind();
        boolean written = kind.equals("phone") || kind.equals("sms") || kind.equals("mail");
        if (!written || !PERCENT.matcher(text).find()) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfWritten) {
            return text;
        }
    }
}
