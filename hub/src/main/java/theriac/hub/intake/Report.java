package theriac.hub.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A reported message as stored.
///
/// @param key internal
/// @param organization who reported it (internal key); 0 when its name is not passed on to who reads this
/// @param organizationName "" when it is not passed on
/// @param anonymous whether it came without its name being passed on
/// @param channel how the message came to the reporter: `sms`, `whatsapp`, `mail`, `phone`, `web`,
///     `other`; or `question` when it is the reporter's own question to the CERT
/// @param sender as the device showed it; may be empty, proves nothing
/// @param text exactly as received; hostile; "" when there are QR codes only
/// @param codes what QR codes in its pictures say; hostile
/// @param audience who may see it (internal key)
/// @param cluster key of the wave that it belongs to
/// @param state of the report that it follows, where it follows one; `keeper`, `reason` and `publication` too
/// @param reason why it was dismissed, or the answer to a question; ""
/// @param publication the draft made of it
/// @param place where it is at the desk
record Report(
        long key,
        UUID id,
        long organization,
        String organizationName,
        boolean anonymous,
        String channel,
        String sender,
        Instant receivedAt,
        String text,
        List<PictureCode> codes,
        long audience,
        long cluster,
        ReportState state,
        Optional<String> keeper,
        String reason,
        Optional<UUID> publication,
        Place place) {

    /// Where a report is at the desk; for the desk alone.
    ///
    /// @param leader key of the report that it follows, whose state, keeper, reason and draft count; 0: it
    ///     stands by itself
    /// @param leaderId that report's public id
    /// @param queue by which limit it is late: `malicious`, `incident`, `suspicious`, `none` or `claimed`;
    ///     empty: it does not wait
    /// @param since from when that limit counts
    /// @param later out of the queue until then; may be past
    /// @param keeper account of whoever works on it; 0: nobody
    /// @param apart whether somebody took it out of its wave
    record Place(
            long leader,
            Optional<UUID> leaderId,
            Optional<String> queue,
            Instant since,
            Optional<Instant> later,
            long keeper,
            boolean apart) {}
}
