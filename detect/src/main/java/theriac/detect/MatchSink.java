package theriac.detect;

/// Receives matches in the order of the lines.
public interface MatchSink {
    void match(Match match);
}
