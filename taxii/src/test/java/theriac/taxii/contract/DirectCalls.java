package theriac.taxii.contract;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.server.Fields;
import theriac.taxii.server.TaxiiRequest;
import theriac.taxii.server.TaxiiResponse;
import theriac.taxii.server.TaxiiServer;

/// Sends to a server without HTTP: for benches that hold a [TaxiiServer].
public final class DirectCalls {

    private DirectCalls() {}

    public static <C> Reply send(
            TaxiiServer<C> server,
            C caller,
            String method,
            String target,
            Map<String, String> headers,
            byte[] body,
            Length length) {
        Fields fields = Fields.none();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            fields = fields.with(header.getKey(), header.getValue());
        }
        OptionalLong declared = length == Length.DECLARED ? OptionalLong.of(body.length) : OptionalLong.empty();
        TaxiiResponse response = server.handle(
                TaxiiRequest.of(method, target, fields, new ByteArrayInputStream(body), declared), caller);
        Map<String, List<String>> answered = new LinkedHashMap<>();
        response.headers()
                .list()
                .forEach(field -> answered.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(field.value()));
        return new Reply(response.status(), answered, response.bytes());
    }
}
