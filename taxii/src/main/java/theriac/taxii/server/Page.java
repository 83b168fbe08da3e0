package theriac.taxii.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Part of an answer, in ascending `date_added`.
///
/// @param next the port's cursor to what follows; empty on the last page. It must name the last item by a key that no
///     other version has, so that equal times lose nothing
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), Optional.empty());
    }

    /// TAXII's `more`.
    public boolean hasMore() {
        return next.isPresent();
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
