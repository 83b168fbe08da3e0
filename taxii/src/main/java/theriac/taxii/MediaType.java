package theriac.taxii;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A media type or a media range with its parameters (RFC 9110 §8.3.1, §12.5.1), for example
/// `application/taxii+json;version=2.1`. Names are lower case; spaces and quotes around values are gone.
public record MediaType(String name, Map<String, String> parameters) {

    /// What every TAXII 2.1 message is written in (TAXII 2.1 §1.6).
    public static final String TAXII_21 = "application/taxii+json;version=2.1";

    /// The name of [#TAXII_21] without its version.
    public static final String TAXII = "application/taxii+json";

    /// A STIX object, without version; a collection without `media_types` takes this.
    public static final String STIX = "application/stix+json";

    public MediaType {
        parameters = Map.copyOf(parameters);
    }

    /// The STIX media type of one `spec_version`, for example `application/stix+json;version=2.1`.
    public static String stix(String specVersion) {
        return STIX + ";version=" + specVersion;
    }

    /// One media type. Empty when the text has no `type/subtype`.
    public static Optional<MediaType> parse(String text) {
        List<String> parts = split(text, ';');
        String name = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1 || name.contains(" ")) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(part.substring(equals + 1).strip()));
            }
        }
        return Optional.of(new MediaType(name, parameters));
    }

    /// The ranges of one or more `Accept` headers; those that cannot be read are left out.
    public static List<MediaType> parseRanges(List<String> headers) {
        return headers.stream()
                .flatMap(header -> split(header, ',').stream())
                .flatMap(range -> parse(range).stream())
                .toList();
    }

    public Optional<String> version() {
        return Optional.ofNullable(parameters.get("version"));
    }

    /// True unless `q=0` rules this range out (RFC 9110 §12.4.2). A weight that is no number counts as 1.
    public boolean isWanted() {
        try {
            return Double.parseDouble(parameters.getOrDefault("q", "1")) > 0;
        } catch (NumberFormatException noNumber) {
            return true; // a broken weight is no reason to refuse a client
        }
    }

    /// True when a TAXII 2.1 message satisfies this range: by name, with no version or 2.1, or by a wildcard.
    public boolean admitsTaxii21() {
        boolean named = name.equals(TAXII) && version().map("2.1"::equals).orElse(true);
        return isWanted() && (named || name.equals("*/*") || name.equals("application/*"));
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
