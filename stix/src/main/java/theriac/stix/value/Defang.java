package theriac.stix.value;

/// Makes values unclickable for display and mail, and back. Pure, linear in time, thread-safe.
public final class Defang {

    private Defang() {}

    /// The value so that no program turns it into a link: dots of the host in brackets, `hxxp` for `http`,
    /// `(at)` for `@`. A path keeps its dots: only the host makes a link. Text without dot, `@` or scheme is
    /// returned as it is.
    public static String defang(String value) {
        int separator = value.indexOf("://");
        int hostStart = separator < 0 ? 0 : separator + 3;
        int hostEnd = hostStart;
        while (hostEnd < value.length() && "/?#\\".indexOf(value.charAt(hostEnd)) < 0) {
            hostEnd++;
        }
        var out = new StringBuilder(value.length() + 16);
        if (separator >= 0) {
            out.append(scheme(value.substring(0, separator))).append("://");
        }
        for (int i = hostStart; i < hostEnd; i++) {
            switch (value.charAt(i)) {
                case '.' -> out.append("[.]");
                case '@' -> out.append(separator < 0 ? "(at)" : "@");
                case ':' -> out.append(separator < 0 && isVersion6(value, hostEnd) ? "[:]" : ":");
                default -> out.append(value.charAt(i));
            }
        }
        return out.append(value, hostEnd, value.length()).toString();
    }

    /// The text with all known defanging undone, zero-width characters gone. What is not defanged stays as it
    /// is.
    public static String refang(String text) {
        return Refanger.refang(text).text();
    }

    private static String scheme(String scheme) {
        return switch (scheme) {
            case "http" -> "hxxp";
            case "https" -> "hxxps";
            case "ftp" -> "fxp";
            default -> scheme;
        };
    }

    private static boolean isVersion6(String value, int end) {
        return value.indexOf(':') != value.lastIndexOf(':', end);
    }
}
