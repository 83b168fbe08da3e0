package theriac.hub.store;

import java.time.Instant;
import java.util.UUID;
import theriac.hub.policy.Audience;
import theriac.stix.json.JsonObject;

/// Someone or something that tells the hub things.
///
/// @param key internal
/// @param id as shown outside
/// @param organization whose word it is (internal key)
/// @param organizationName its name
/// @param kind `taxii`, `csv`, `text`, `misp`, `stix`, `desk`, `member`, `own`…
/// @param settings address, columns, names of credentials; never a secret
/// @param reliability Admiralty scale A to F; F: cannot be judged
/// @param audience for what the source leaves unmarked
/// @param terms under which it may be used, in words
/// @param licence SPDX name or words; "" when unknown
/// @param watermark how far it was read; "" before the first time
public record Source(
        long key,
        UUID id,
        long organization,
        String organizationName,
        String name,
        String kind,
        JsonObject settings,
        char reliability,
        Audience audience,
        String terms,
        String licence,
        String watermark,
        boolean enabled,
        Instant createdAt) {}
