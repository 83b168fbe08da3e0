package theriac.hub.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import theriac.hub.fetch.FetchFailure.Kind;

/// Resolves a name once and looks at every address that it has. One that is refused refuses the name: whoever
/// mixes public and private addresses is playing.
final class CheckedAddresses {

    private CheckedAddresses() {}

    static List<InetAddress> of(URI address, Resolver resolver, AddressRules rules, Duration patience)
            throws FetchFailure {
        var host = bare(address.getHost());
        var found = resolve(host, resolver, patience);
        for (var one : found) {
            var refusal = rules.refusal(one);
            if (refusal.isPresent()) {
                throw new FetchFailure(
                        Kind.REFUSED_ADDRESS,
                        "The hub does not ask %s: its address is %s, and %s. If it belongs to you, allow that network for this source."
                                .formatted(Shown.clean(host, List.of()), one.getHostAddress(), refusal.get()));
            }
        }
        return found;
    }

    /// A host as it is resolved: an IPv6 address without its brackets.
    static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /// The platform's resolver cannot be interrupted; nobody waits for it longer than agreed.
    private static List<InetAddress> resolve(String host, Resolver resolver, Duration patience) throws FetchFailure {
        var task = new FutureTask<>(() -> resolver.resolve(host));
        Thread.ofPlatform().daemon().name("resolve " + host).start(task);
        try {
            var found = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (found.isEmpty()) {
                throw unknown(host);
            }
            return found;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Resolver.OffLimits off) {
                throw new FetchFailure(Kind.REFUSED_ADDRESS, off.sentence());
            }
            if (failed.getCause() instanceof UnknownHostException) {
                throw unknown(host);
            }
            throw new IllegalStateException("Names cannot be resolved.", failed.getCause());
        } catch (TimeoutException late) {
            throw new FetchFailure(
                    Kind.TIMEOUT,
                    "Nobody says in time where %s is. The hub tries again later."
                            .formatted(Shown.clean(host, List.of())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailure(Kind.UNREACHABLE, "The fetch was told to stop.");
        }
    }

    private static FetchFailure unknown(String host) {
        return new FetchFailure(
                Kind.UNKNOWN_HOST,
                "There is no host of the name %s: check the address, or the hub's own name server."
                        .formatted(Shown.clean(host, List.of())));
    }
}
