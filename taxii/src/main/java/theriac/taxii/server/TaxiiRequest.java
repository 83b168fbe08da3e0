package theriac.taxii.server;

import java.io.InputStream;
import java.util.OptionalLong;

/// One request, free of any HTTP library.
///
/// @param method upper case, for example `GET`
/// @param path as sent, percent-encoded, without query
/// @param query decoded, in order
/// @param headers names in lower case
/// @param body read at most once and only when the server wants it; the adapter closes it
/// @param contentLength octets that the client declared; empty when chunked or without body
public record TaxiiRequest(
        String method, String path, Fields query, Fields headers, InputStream body, OptionalLong contentLength) {

    /// A request without body. The target is path and query, for example `/taxii2/hub/collections/?limit=1`.
    public static TaxiiRequest of(String method, String target, Fields headers) {
        return of(method, target, headers, InputStream.nullInputStream(), OptionalLong.empty());
    }

    public static TaxiiRequest of(
            String method, String target, Fields headers, InputStream body, OptionalLong contentLength) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Fields query = mark < 0 ? Fields.none() : Fields.query(target.substring(mark + 1));
        return new TaxiiRequest(method, path, query, headers, body, contentLength);
    }
}
