package theriac.hub.store;

import java.util.HashSet;
import java.util.Set;

/// Which version of each object stands for a viewer, and under which audience: three numbers each, side by side in
/// memory without an object around them. For one thread.
final class StandingVersions {

    /// 72 MB while the table doubles for the last time.
    static final int MOST = 1_500_000;

    private static final long NO_OBJECT = 0;
    private static final long NO_VERSION = 0;
    private static final int FIRST_SIZE = 1 << 15;

    private long[] objects = new long[FIRST_SIZE];
    private long[] versions = new long[FIRST_SIZE];
    private long[] audiences = new long[FIRST_SIZE];
    private int size;
    private final Set<Long> several = new HashSet<>();
    private boolean tooMany;
    private final int most;

    /// @param most how many objects are kept
    StandingVersions(int most) {
        this.most = most;
    }

    /// A visible claim; keys are greater than zero.
    void claim(long object, long version, long audience) {
        int at = place(object);
        if (objects[at] == NO_OBJECT) {
            add(at, object, version, audience);
        } else if (versions[at] == version) {
            audiences[at] = Math.min(audiences[at], audience);
        } else {
            several.add(object);
        }
    }

    private void add(int at, long object, long version, long audience) {
        if (size == most) {
            tooMany = true;
            return;
        }
        objects[at] = object;
        versions[at] = version;
        audiences[at] = audience;
        size++;
        if (size * 4L > objects.length * 3L) {
            grow();
        }
    }

    /// Whether there are more objects than are kept here: then it is of no use.
    boolean isTooMany() {
        return tooMany;
    }

    /// Objects of which several versions are claimed: which of them stands must be said by [#settle].
    Set<Long> several() {
        return several;
    }

    /// Until it is settled, nothing of it stands.
    void unsettle(long object) {
        versions[place(object)] = NO_VERSION;
    }

    void settle(long object, long version, long audience) {
        int at = place(object);
        versions[at] = version;
        audiences[at] = audience;
    }

    /// A version does not stand any more.
    void end(long object, long version) {
        int at = place(object);
        if (objects[at] == object && versions[at] == version) {
            versions[at] = NO_VERSION;
        }
    }

    /// The audience under which a version may leave; 0: it does not stand.
    long audience(long object, long version) {
        int at = place(object);
        return objects[at] == object && versions[at] == version ? audiences[at] : 0;
    }

    /// Where an object is, or would be.
    private int place(long object) {
        int at = (int) ((object * 0x9E3779B97F4A7C15L) >>> 32) & (objects.length - 1);
        while (objects[at] != NO_OBJECT && objects[at] != object) {
            at = (at + 1) & (objects.length - 1);
        }
        return at;
    }

    private void grow() {
        var oldObjects = objects;
        var oldVersions = versions;
        var oldAudiences = audiences;
        objects = new long[oldObjects.length * 2];
        versions = new long[oldObjects.length * 2];
        audiences = new long[oldObjects.length * 2];
        for (int n = 0; n < oldObjects.length; n++) {
            if (oldObjects[n] != NO_OBJECT) {
                int at = place(oldObjects[n]);
                objects[at] = oldObjects[n];
                versions[at] = oldVersions[n];
                audiences[at] = oldAudiences[n];
            }
        }
    }
}
