package theriac.bench;

/// Something that can be measured with one command. It states figures; it never judges them.
@FunctionalInterface
public interface Benchmark {

    /// Runs to the end and adds what was measured.
    ///
    /// @throws Exception when the measurement itself failed: a figure is either measured or absent
    void run(Options options, Figures figures) throws Exception;
}
