package theriac.hub.knowledge;

import java.time.Instant;
import java.util.UUID;

/// A question with a name.
///
/// @param query in the query language
/// @param shared everybody of the organisation sees it; otherwise only the person who saved it
/// @param owner login of that person
/// @param own the asker is that person, and may change it
public record SavedQuery(UUID id, String name, String query, boolean shared, String owner, boolean own, Instant at) {}
