package theriac.hub.fetch;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One question to one server.
///
/// @param address http or https, without a user inside
/// @param headers beside those that every question carries
/// @param credential goes to the address's own scheme, host and port and to no other
/// @param rules where names may lead
/// @param post what is posted, for [Fetcher#ask] alone, which follows no redirect; null: the question is a GET
@SuppressWarnings("ArrayRecordComponent")
public record FetchRequest(
        URI address,
        Map<String, String> headers,
        Credential credential,
        AddressRules rules,
        FetchLimits limits,
        byte @Nullable [] post) {

    /// A question that only reads.
    public FetchRequest(
            URI address, Map<String, String> headers, Credential credential, AddressRules rules, FetchLimits limits) {
        this(address, headers, credential, rules, limits, null);
    }

    public FetchRequest {
        headers = Map.copyOf(headers);
    }

    /// A question of nobody in particular.
    public static FetchRequest of(URI address, AddressRules rules, FetchLimits limits) {
        return new FetchRequest(address, Map.of(), Credential.none(), rules, limits);
    }

    public FetchRequest with(Credential other) {
        return new FetchRequest(address, headers, other, rules, limits);
    }

    /// The same question to another address; the credential stays behind when that is another server, and so does a
    /// signature among the headers.
    public FetchRequest at(URI other) {
        if (Fetcher.sameServer(address, other)) {
            return new FetchRequest(other, headers, credential, rules, limits);
        }
        var open = new HashMap<>(headers);
        open.keySet().removeIf("Authorization"::equalsIgnoreCase);
        return new FetchRequest(other, open, Credential.none(), rules, limits);
    }

    public FetchRequest with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new FetchRequest(address, all, credential, rules, limits);
    }

    public FetchRequest with(FetchLimits other) {
        return new FetchRequest(address, headers, credential, rules, other);
    }

    public FetchRequest with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new FetchRequest(address, more, credential, rules, limits);
    }
}
