package theriac.hub.store;

import java.util.List;
import java.util.function.LongPredicate;

/// Whether what warning lists stop is held back from a reader ([HeldBack]).
///
/// @param scopes the exceptions that may hold for this reading, the one that counts first; empty: nothing
///     is held back at all
/// @param own whether an audience (internal key) is that of the reader's own word, which is never held
///     back from it
public record Lane(List<String> scopes, LongPredicate own) {

    /// Nothing is held back: for what people read, and for what the hub does by itself.
    public static final Lane OPEN = new Lane(List.of(), _ -> false);

    public Lane {
        scopes = List.copyOf(scopes);
    }

    boolean isOpen() {
        return scopes.isEmpty();
    }

    /// What an organisation (internal key) is given of everything that it may have.
    public static String organization(long key) {
        return "organization:" + key;
    }

    /// A collection that people made.
    public static String collection(java.util.UUID id) {
        return "collection:" + id;
    }

    /// A server to which a collection is sent.
    public static String destination(java.util.UUID id) {
        return "destination:" + id;
    }
}
