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
/// @param reason why it was dismissed, or the answer to a question; ""
/// @param publication the draft made of it
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
        Optional<UUID> publication) {}
