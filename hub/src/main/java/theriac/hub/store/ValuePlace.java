package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of values ended.
record ValuePlace(String value, String kind, long object) {

    static final ValuePlace START = new ValuePlace("", "", 0);

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind + " " + object + " " + value).getBytes(StandardCharsets.UTF_8));
    }

    /// Empty when the text was not made by [#text].
    static Optional<ValuePlace> parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
            if (parts.length == 3
                    && parts[1].matches("[0-9]{1,18}")
                    && parts[2].indexOf(0) < 0
                    && parts[0].indexOf(0) < 0) {
                return Optional.of(new ValuePlace(parts[2], parts[0], Long.parseLong(parts[1])));
            }
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
