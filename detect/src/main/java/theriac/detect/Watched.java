package theriac.detect;

/// One value that an indicator watches for, in the normal form of its kind ([WatchKind]).
///
/// @param kind what it is
/// @param text the normal form; two equal values have equal texts
public record Watched(WatchKind kind, String text) {}
