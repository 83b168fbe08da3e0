package theriac.hub.ingest;

import java.io.IOException;
import theriac.hub.store.Source;

/// One way of asking a source for what is new. Thread-safe; a source is asked by one thread at a time.
interface Way {

    /// @throws IOException when the other side could not be asked; when it is a `FetchFailure` its message is a
    /// sentence
    /// @throws Problem when the source's settings are not usable
    Outcome ask(Source source) throws IOException;
}
