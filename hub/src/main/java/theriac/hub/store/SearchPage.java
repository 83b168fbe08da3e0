package theriac.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A page of answers.
///
/// @param next what to hand in as `after` for the next page; empty on the last one
/// @param searchedTo set when the page was ended before it was full, because so many objects had to be looked at one
///     by one: everything that arrived since then was looked at, and `next` goes on from there
public record SearchPage(List<Answer> answers, Optional<String> next, Optional<Instant> searchedTo) {

    /// @param decay what is left of the confidence
    /// @param cluster what is the same for the viewer, this object included; empty when nothing is, or when
    ///     [SearchRequest#merged] was not asked for
    public record Answer(ObjectSummary summary, Decayed decay, Optional<MergedRow> cluster) {}

    public SearchPage {
        answers = List.copyOf(answers);
    }
}
