package theriac.hub.store;

import java.util.List;
import java.util.Optional;

/// A page of a list.
///
/// @param next what to hand in as `after` for the next page; empty on the last one
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }
}
