package theriac.hub.mail;

import java.util.regex.Pattern;

/// A text that goes with a mail as a file.
///
/// @param name of the file, letters, digits, dots and dashes only
/// @param type its media type, without parameters: `application/json`
/// @param text sent as UTF-8
public record MailAttachment(String name, String type, String text) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,100}");
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,40}/[a-z0-9.+-]{1,80}");

    public MailAttachment {
        if (!NAME.matcher(name).matches() || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("An attachment has a plain file name and a media type.");
        }
    }
}
