package theriac.hub.store;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page of a shelf ended, and where the reading that it belongs to began: so it is known what this reader may
/// hold already. Stays valid for ever.
///
/// @param place of the last change that was given
/// @param skip how many changes of the next place were given already
/// @param start where the reading began: its reader holds what was given up to there
/// @param end the last place when the reading began
public record ShelfCursor(long place, int skip, long start, long end) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})\\.(\\d{1,18})\\.(\\d{1,18})");

    public String text() {
        return place + "." + skip + "." + start + "." + end;
    }

    /// Empty when the text was not made by [#text].
    public static Optional<ShelfCursor> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ShelfCursor(
                        Long.parseLong(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4))))
                : Optional.empty();
    }
}
