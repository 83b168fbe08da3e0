package theriac.hub.store;

import java.util.Optional;
import theriac.hub.query.Query;

/// A page of answers to a question.
///
/// @param limit objects per page, 1 to [#MAX_LIMIT]
/// @param after where the page before ended
/// @param merged whether objects that are one thing for the viewer come as one row: the newest of them that answers
public record SearchRequest(Query query, Sort sort, int limit, Optional<String> after, boolean merged) {

    public static final int MAX_LIMIT = 1_000;

    /// In which order.
    public enum Sort {
        /// The newest visible claim first.
        NEWEST,
        /// Words in names before words in texts, then what has the most confidence left: among the newest
        /// [Search#RANKED] answers, for ranking more would read them all.
        BEST
    }

    public SearchRequest {
        limit = Math.clamp(limit, 1, MAX_LIMIT);
    }

    /// Every object for itself.
    public SearchRequest(Query query, Sort sort, int limit, Optional<String> after) {
        this(query, sort, limit, after, false);
    }

    /// The same page of another question.
    public SearchRequest asking(Query other) {
        return new SearchRequest(other, sort, limit, after, merged);
    }

    public static SearchRequest newest(Query query, int limit) {
        return new SearchRequest(query, Sort.NEWEST, limit, Optional.empty());
    }
}
