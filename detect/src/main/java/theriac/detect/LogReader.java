package theriac.detect;

/// Reads the lines of one format. A line that does not fit its format is read as plain text: it never fails. A reader
/// keeps what a heading said; one per file, not thread-safe.
interface LogReader {

    LogFormat format();

    /// Reads one line without its line feed.
    Observation read(String line);

    /// Tells the reader of a line that may be a heading; called for the first lines of a file only.
    default void heading(String line) {}
}
