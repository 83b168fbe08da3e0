package theriac.hub.publications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.value.NormalValue;

/// A warning as stored.
///
/// @param key internal
/// @param reference by which people and machines outside name it; from publication on
/// @param revision counts every change; a writer names the one it read
/// @param owner the CERT (internal key)
/// @param audience who may read it now (internal key): the owner until it is published
/// @param report what it was drafted from
/// @param origin the advisory of others that it was made of
/// @param rating its chance and damage, and what stands behind them
/// @param edition which version it is
/// @param editors accounts that wrote in it: none of them may approve it
/// @param times when each step was taken, and by whom
/// @param despite why it was published although values are on warning lists; "" when none was
/// @param despiteLow why it was published although chance and damage are low; "" when they are not
/// @param withdrawnReason why all of it was taken back; "" when it was not, or before reasons were kept
/// @param position ledger position of its last indicator; 0 before publication
/// @param schedule when it goes out by itself, or why it did not
/// @param stopped who stopped its sending, and when; empty: nobody did, or it goes on
record Publication(
        long key,
        UUID id,
        Optional<String> reference,
        PublicationKind kind,
        PublicationState state,
        int revision,
        long owner,
        Tlp tlp,
        long audience,
        Optional<UUID> report,
        Optional<Origin> origin,
        Optional<Instant> reportedAt,
        Wording dutch,
        Wording english,
        Rating rating,
        Edition edition,
        Set<Long> editors,
        Times times,
        String despite,
        String despiteLow,
        String withdrawnReason,
        long position,
        Optional<Schedule> schedule,
        Optional<Taken> stopped,
        List<Indicator> indicators) {

    /// A step that somebody took.
    record Taken(Instant at, String who) {}

    record Times(
            Taken created,
            Optional<Taken> reviewed,
            Optional<Taken> approved,
            Optional<Taken> published,
            Optional<Instant> withdrawnAt) {}

    /// @param id from publication on
    /// @param relationship the relationship that says what it indicates
    /// @param withdrawnSeq ledger position of its withdrawal; 0: it stands
    record Indicator(
            int number,
            NormalValue value,
            Optional<StixId> id,
            Optional<StixId> relationship,
            long withdrawnSeq,
            String reason) {}

    /// How likely and how bad.
    Severity severity() {
        return rating.severity();
    }

    /// Whether it is an update that is written or waits, and no warning of its own.
    boolean updates() {
        return edition.of().isPresent();
    }

    /// The words in an organisation's language; Dutch unless it asks for English.
    Wording wording(String language) {
        return language.equals("en") ? english : dutch;
    }

    /// The STIX objects that carry the publication itself have its UUID, so that everyone can find one
    /// from the other.
    StixId reportId() {
        return StixId.of("report", id);
    }

    StixId campaignId() {
        return StixId.of("campaign", id);
    }
}
