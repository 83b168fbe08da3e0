package theriac.taxii.contract;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server behind an address, as a tester knows it: for a hub in the same process and for servers far away.
///
/// @param base scheme, host and port
/// @param root path of the API root
/// @param pageLimit the most objects on a page
/// @param authorizations `Authorization` of MEMBER and OTHER
/// @param collections ids by kind; what is absent, the server does not have
/// @param calls closed with the bench
public record HttpBench(
        URI base,
        String discovery,
        String root,
        int pageLimit,
        Map<Who, String> authorizations,
        Map<Kind, String> collections,
        Set<Manner> manners,
        HttpCalls calls)
        implements TaxiiBench {

    /// A bench on a base address, with its own connections.
    public static HttpBench at(
            URI base,
            String root,
            int pageLimit,
            Map<Who, String> authorizations,
            Map<Kind, String> collections,
            Set<Manner> manners) {
        return new HttpBench(
                base, "/taxii2/", root, pageLimit, authorizations, collections, manners, new HttpCalls(base));
    }

    @Override
    public Optional<String> collection(Kind kind) {
        return Optional.ofNullable(collections.get(kind));
    }

    @Override
    public Reply send(Who who, String method, String target, Map<String, String> headers, byte[] body, Length length) {
        return calls.send(Optional.ofNullable(authorizations.get(who)), method, target, headers, body, length);
    }

    @Override
    public void close() {
        calls.close();
    }
}
