package theriac.taxii.contract;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server to try out, fresh for each test: its collections are empty.
public interface TaxiiBench extends AutoCloseable {

    /// Who asks.
    enum Who {
        MEMBER,
        /// Logged in as well, with the same rights on the same collections, but somebody else.
        OTHER,
        NOBODY
    }

    /// Collections as MEMBER sees them.
    enum Kind {
        /// Read and write.
        OPEN,
        READ_ONLY,
        WRITE_ONLY,
        /// Listed, neither read nor write.
        CLOSED,
        /// Exists, but not for MEMBER.
        HIDDEN
    }

    /// Where the specification leaves a choice.
    enum Manner {
        /// A deleted object comes back once more with `revoked` instead of vanishing.
        DELETED_BECOMES_REVOKED,
        /// That version is for who read the object before; who reads afresh finds nothing of it.
        REVOKED_FOR_HOLDERS_ONLY,
        /// A posted bundle is taken like an envelope.
        TAKES_BUNDLES
    }

    enum Length {
        DECLARED,
        CHUNKED
    }

    /// For example `/taxii2/`.
    String discovery();

    /// For example `/taxii2/hub/`.
    String root();

    /// The most objects on a page.
    int pageLimit();

    /// The id of a collection; empty when this server has none of that kind, and its tests do not apply.
    Optional<String> collection(Kind kind);

    Set<Manner> manners();

    /// @param target path and query
    /// @param headers beside those that the transport needs
    Reply send(Who who, String method, String target, Map<String, String> headers, byte[] body, Length length);

    @Override
    void close();
}
