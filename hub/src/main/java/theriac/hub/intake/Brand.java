package theriac.hub.intake;

import java.util.List;

/// A name that senders of false messages like to borrow.
///
/// @param name as people write it
/// @param words other spellings, short names; compared without case
/// @param domains the brand's own domains: they and what lies below them are never look-alikes
record Brand(String name, List<String> words, List<String> domains) {}
