package theriac.hub.ingest;

import java.io.IOException;
import theriac.hub.core.Problem;
import theriac.hub.store.Source;

/// One way of asking a source for what is new. Thread-safe; a source is asked by one thread at a time.
interface Way {

    /// @throws IOException when the other side could not be asked; when it is a `FetchFailure` its message is a
    /// sentence
    /// @throws Problem when the source's settings are not usable
    Outcome ask(Source source) throws IOException;

    /// Asks for one document alone, and takes it in whether it changed or not. What is remembered of the others
    /// stays.
    ///
    /// @param document as people name it at the other side
    /// @return `Absent` when the other side has none of this name
    /// @throws IOException as [#ask(Source)] does
    /// @throws Problem when the source is not one of documents that have names
    default Outcome ask(Source source, String document) throws IOException {
        throw Problem.conflict(
                "The source \"%s\" is asked for all that is new, not for one document.".formatted(source.name()));
    }
}
