package theriac.hub.store;

import java.util.Optional;

/// Where a page of changes ended: the ledger position of its last change. Stays valid for ever.
public record Cursor(long seq) {

    /// As handed to clients: TAXII's `next`.
    public String text() {
        return Long.toString(seq);
    }

    /// Empty when the text was not made by [#text].
    public static Optional<Cursor> parse(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(Long.parseLong(text)));
    }
}
