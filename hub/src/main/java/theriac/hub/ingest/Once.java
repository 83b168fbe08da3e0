package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.store.Delivery;
import theriac.hub.store.Source;

/// Takes each content of a source once, by its digest, whatever its name. It is marked after it is stored (law 1).
record Once(Ingest ingest, Plans plans) {

    /// What may be taken.
    interface Content {

        /// SHA-256 in hexadecimal.
        String digest();

        InputStream open() throws IOException;
    }

    /// @param name for people
    /// @param also what else is marked when the content is known or taken, such as how a file looked
    /// @return the delivery; empty when the content was taken before
    Optional<Delivery> take(Source source, String name, Content content, Map<String, String> also) throws IOException {
        var mark = "sha256:" + content.digest();
        if (!plans.marks(source.key(), List.of(mark)).isEmpty()) {
            plans.mark(source.key(), also);
            return Optional.empty();
        }
        try (var bytes = content.open()) {
            var delivery = ingest.take(source, name, bytes);
            if (delivery.state().equals("done")) {
                var marks = new HashMap<>(also);
                marks.put(mark, name);
                plans.mark(source.key(), marks);
            }
            return Optional.of(delivery);
        }
    }
}
