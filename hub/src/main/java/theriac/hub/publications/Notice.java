package theriac.hub.publications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.store.Position;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// A warning that was sent, as whoever may read it reads it: without who wrote it, whom it was sent to
/// and what they did.
///
/// @param reference by which people and machines outside name it
/// @param takenBack when all of it was wrong
/// @param severity how likely and how bad, as it is now
/// @param updates its versions after the first, the oldest first
/// @param values in the order in which they were written
record Notice(
        String reference,
        UUID id,
        Tlp tlp,
        Wording dutch,
        Wording english,
        Instant published,
        Severity severity,
        List<Update> updates,
        Optional<TakenBack> takenBack,
        List<Value> values) {

    Notice {
        updates = List.copyOf(updates);
        values = List.copyOf(values);
    }

    /// A version after the first.
    ///
    /// @param number see [Edition]
    record Update(int number, Instant at, Edition.Changed changed) {

        /// `1.01`.
        String version() {
            return Edition.text(number);
        }
    }

    /// @param reason "" for what was taken back before reasons were kept
    record TakenBack(Instant at, String reason) {}

    /// @param takenBack when it was wrong, alone or with all the others
    record Value(NormalValue value, Optional<TakenBack> takenBack) {}

    /// What happened to a warning.
    enum Happened {
        WARNING_PUBLISHED,
        WARNING_UPDATED,
        VALUE_WITHDRAWN,
        WARNING_WITHDRAWN
    }

    /// A change that its readers must know of.
    ///
    /// @param value which one was withdrawn alone
    /// @param update which version it became
    /// @param reason of a withdrawal; "" when there is none
    record Change(Instant at, Happened of, Optional<NormalValue> value, Optional<Update> update, String reason) {}

    /// @param updates its versions after the first, the oldest first
    static Notice of(Publication p, List<Update> updates) {
        return new Notice(
                p.reference().orElseThrow(),
                p.id(),
                p.tlp(),
                p.dutch(),
                p.english(),
                p.times().published().orElseThrow().at(),
                p.severity(),
                updates,
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

    /// Which version it is: `1.00`.
    String version() {
        return Edition.text(updates.isEmpty() ? 0 : updates.getLast().number());
    }

    /// The values that are still to be used.
    List<NormalValue> standing() {
        return values.stream()
                .filter(value -> value.takenBack().isEmpty())
                .map(Value::value)
                .toList();
    }

    /// The values that were taken back and did not come back since.
    List<NormalValue> off() {
        var standing = Set.copyOf(standing());
        return values.stream()
                .filter(value -> value.takenBack().isPresent())
                .map(Value::value)
                .filter(value -> !standing.contains(value))
                .distinct()
                .toList();
    }

    /// What happened to it, the oldest first: it was published, single values were taken back, and all of
    /// it, which takes the values that were left with it. Never empty.
    List<Change> changes() {
        var changes = new ArrayList<Change>();
        changes.add(new Change(published, Happened.WARNING_PUBLISHED, Optional.empty(), Optional.empty(), ""));
        updates.forEach(update -> changes.add(
                new Change(update.at(), Happened.WARNING_UPDATED, Optional.empty(), Optional.of(update), "")));
        for (var value : values) {
            value.takenBack()
                    .filter(alone -> takenBack.isEmpty()
                            || alone.at().isBefore(takenBack.get().at()))
                    .ifPresent(alone -> changes.add(new Change(
                            alone.at(),
                            Happened.VALUE_WITHDRAWN,
                            Optional.of(value.value()),
                            Optional.empty(),
                            alone.reason())));
        }
        changes.sort(Comparator.comparing(Change::at));
        // A clock that was set back between the two does not turn them round.
        takenBack.ifPresent(all -> changes.add(new Change(
                all.at().isBefore(published) ? published : all.at(),
                Happened.WARNING_WITHDRAWN,
                Optional.empty(),
                Optional.empty(),
                all.reason())));
        return List.copyOf(changes);
    }

    /// When it last changed.
    Instant updated() {
        return changes().getLast().at();
    }
}
