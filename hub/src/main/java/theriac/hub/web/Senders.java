package theriac.hub.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.util.Set;

/// From where a request comes. Behind a proxy that the operator names it is what the proxy says last in
/// `X-Forwarded-For`; from everybody else that header is what anybody can write, and is not read. Thread-safe.
public final class Senders {

    private static final String HEADER = "X-Forwarded-For";

    private final Set<InetAddress> proxies;

    /// @param proxies whose word counts; empty: nobody's
    public Senders(Set<InetAddress> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    public String address(HttpServletRequest request) {
        var peer = request.getRemoteAddr();
        var told = request.getHeaders(HEADER);
        if (!told.hasMoreElements() || !proxies.contains(InetAddress.ofLiteral(peer))) {
            return peer;
        }
        var last = "";
        while (told.hasMoreElements()) {
            last = told.nextElement();
        }
        try {
            return InetAddress.ofLiteral(
                            last.substring(last.lastIndexOf(',') + 1).strip())
                    .getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return peer;
        }
    }

    /// The request as it came from this address, for everything behind.
    public HttpServletRequest from(HttpServletRequest request, String address) {
        return address.equals(request.getRemoteAddr())
                ? request
                : new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRemoteAddr() {
                        return address;
                    }
                };
    }
}
