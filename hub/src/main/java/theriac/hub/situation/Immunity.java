package theriac.hub.situation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import theriac.hub.store.SightingCounts;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// How far a warning has got, as one viewer may know it: the CERT sees every member, a member sees itself.
///
/// @param members whom it was sent to, by name
/// @param withdrawals its indicators that were taken back, the newest first
/// @param seenByOthers how many other organisations saw one of its indicators; empty: too few to tell
record Immunity(
        UUID publication,
        Times times,
        List<Member> members,
        List<Withdrawal> withdrawals,
        Optional<SightingCounts.Count> seenByOthers) {

    /// When each step was taken; a step that was not taken is empty.
    record Times(
            Optional<Instant> reported,
            Optional<Instant> drafted,
            Optional<Instant> reviewed,
            Optional<Instant> approved,
            Optional<Instant> published,
            Optional<Instant> withdrawn) {

        static final Times NONE = new Times(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /// Where the clock starts: with the first report, or else with the draft.
        Optional<Instant> begin() {
            return reported.or(() -> drafted);
        }
    }

    /// One recipient.
    ///
    /// @param expected whether a scout of it has to recognise the warning: it had one at the publication
    /// @param fetched when it had all of its indicators
    /// @param fetchedBy `taxii` or `list`
    /// @param inFiles how many of its indicators were in files that it fetched
    /// @param sightings how often it saw one of the indicators in its own logs, for itself; 0 for
    ///     everybody else
    record Member(
            String name,
            boolean expected,
            Optional<Instant> mailed,
            Optional<Instant> acknowledged,
            Optional<Instant> fetched,
            Optional<String> fetchedBy,
            int inFiles,
            Optional<Instant> recognised,
            long sightings,
            Optional<Instant> firstSighting) {}

    /// @param receipts of everyone that had the indicator before it was taken back
    record Withdrawal(
            Optional<StixId> indicator, NormalValue value, Instant at, String reason, List<Receipt> receipts) {}

    /// @param by `scout`, or `taxii` or `list` for a member that only fetched it
    /// @param scout its name; empty when there is none
    /// @param confirmed when it was known to hold the state after the withdrawal
    record Receipt(String organization, String by, Optional<String> scout, Optional<Instant> confirmed) {}

    int expected() {
        return (int) members.stream().filter(Member::expected).count();
    }

    int fetched() {
        return (int) members.stream().filter(m -> m.fetched().isPresent()).count();
    }

    /// Of those expected.
    int recognised() {
        return (int) members.stream()
                .filter(m -> m.expected() && m.recognised().isPresent())
                .count();
    }

    /// Milliseconds from the first report to the last recognition; empty as long as somebody is missing.
    OptionalLong timeToImmunityMillis() {
        var begin = times.begin();
        if (begin.isEmpty() || expected() == 0 || recognised() < expected()) {
            return OptionalLong.empty();
        }
        return members.stream()
                .filter(Member::expected)
                .flatMap(m -> m.recognised().stream())
                .mapToLong(at -> java.time.Duration.between(begin.get(), at).toMillis())
                .max();
    }
}
