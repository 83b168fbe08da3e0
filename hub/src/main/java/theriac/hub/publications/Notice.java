package theriac.hub.publications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.store.Position;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// A warning that was sent, as whoever may read it reads it: without who wrote it, whom it was sent to
/// and what they did.
///
/// @param reference by which people and machines outside name it
/// @param takenBack when all of it was wrong
/// @param values in the order in which they were written
record Notice(
        String reference,
        UUID id,
        Tlp tlp,
        Wording dutch,
        Wording english,
        Instant published,
        Optional<TakenBack> takenBack,
        List<Value> values) {

    /// @param reason "" for what was taken back before reasons were kept
    record TakenBack(Instant at, String reason) {}

    /// @param takenBack when it was wrong, alone or with all the others
    record Value(NormalValue value, Optional<TakenBack> takenBack) {}

    /// What happened to a warning.
    enum Happened {
        WARNING_PUBLISHED,
        VALUE_WITHDRAWN,
        WARNING_WITHDRAWN
    }

    /// A change that its readers must know of.
    ///
    /// @param value which one was withdrawn alone
    /// @param reason of a withdrawal; "" when there is none
    record Change(Instant at, Happened of, Optional<NormalValue> value, String reason) {}

    static Notice of(Publication p) {
        return new Notice(
                p.reference().orElseThrow(),
                p.id(),
                p.tlp(),
                p.dutch(),
                p.english(),
                p.times().published().orElseThrow().at(),
                p.times().withdrawnAt().map(at -> new TakenBack(at, p.withdrawnReason())),
                p.indicators().stream().map(Notice::value).toList());
    }

    private static Value value(Publication.Indicator indicator) {
        var takenBack = indicator.withdrawnSeq() == 0
                ? Optional.<TakenBack>empty()
                : Optional.of(new TakenBack(Position.at(indicator.withdrawnSeq()), indicator.reason()));
        return new Value(indicator.value(), takenBack);
    }

    /// The words in a language; Dutch unless it is English.
    Wording wording(String language) {
        return language.equals("en") ? english : dutch;
    }

    /// What happened to it, the oldest first: it was published, single values were taken back, and all of
    /// it, which takes the values that were left with it. Never empty.
    List<Change> changes() {
        var changes = new ArrayList<Change>();
        changes.add(new Change(published, Happened.WARNING_PUBLISHED, Optional.empty(), ""));
        for (var value : values) {
            value.takenBack()
                    .filter(alone -> takenBack.isEmpty()
                            || alone.at().isBefore(takenBack.get().at()))
                    .ifPresent(alone -> changes.add(new Change(
                            alone.at(), Happened.VALUE_WITHDRAWN, Optional.of(value.value()), alone.reason())));
        }
        changes.sort(Comparator.comparing(Change::at));
        // A clock that was set back between the two does not turn them round.
        takenBack.ifPresent(all -> changes.add(new Change(
                all.at().isBefore(published) ? published : all.at(),
                Happened.WARNING_WITHDRAWN,
                Optional.empty(),
                all.reason())));
        return List.copyOf(changes);
    }

    /// When it last changed.
    Instant updated() {
        return changes().getLast().at();
    }
}
