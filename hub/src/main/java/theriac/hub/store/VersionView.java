package theriac.hub.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One content of an object.
///
/// @param digest SHA-256 of the canonical form, hexadecimal: names the content, says nothing of how much the
///     hub holds
/// @param modified to the last digit; "" for SCOs
/// @param addedAt when this viewer could first see it
/// @param sources names of the visible sources that say so
/// @param revoked the version says that the object no longer holds
/// @param withdrawnAt null while a visible claim stands
public record VersionView(
        String digest,
        String modified,
        Instant addedAt,
        List<String> sources,
        boolean revoked,
        @Nullable Instant withdrawnAt) {}
