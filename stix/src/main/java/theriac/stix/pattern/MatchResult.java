package theriac.stix.pattern;

import java.util.List;

/// The answer of [PatternMatcher#match].
public sealed interface MatchResult {

    /// The pattern matches.
    ///
    /// @param observations one binding that satisfies it, each observation once
    record Matched(List<ObservedData> observations) implements MatchResult {
        public Matched {
            observations = List.copyOf(observations);
        }
    }

    /// The pattern does not match these observations.
    record NotMatched() implements MatchResult {}

    /// Nobody can say: the pattern is invalid, or matching it costs more than is allowed.
    ///
    /// @param message what happened and what to do about it
    record Failed(String message) implements MatchResult {}
}
