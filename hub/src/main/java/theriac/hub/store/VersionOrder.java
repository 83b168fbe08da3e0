package theriac.hub.store;

import theriac.stix.StixTimestamp;

/// Which of two versions is newer: by `modified` to the last digit (STIX 2.1 §3.2); a text that is no timestamp, or
/// none at all, is older than any timestamp.
final class VersionOrder {

    private VersionOrder() {}

    static int compare(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        var a = StixTimestamp.parse(one);
        var b = StixTimestamp.parse(other);
        if (a.isPresent() && b.isPresent()) {
            return a.get().compareTo(b.get());
        }
        return Boolean.compare(a.isPresent(), b.isPresent());
    }
}
