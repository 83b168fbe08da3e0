package theriac.hub.store;

import theriac.hub.db.Database;

/// Keys from a sequence that counts in blocks of [#BLOCK]: thousands of keys for one row of an answer. Keys that a hub
/// did not use when it stops are never used; there are enough. Safe between threads.
final class KeyBlocks {

    /// As in the migration: the increment of the sequence.
    static final int BLOCK = 1_000;

    private final ObjectKeySql sql;
    private final String sequence;
    private long next;
    private int left;

    KeyBlocks(Database database, String sequence) {
        this.sql = new ObjectKeySql(database);
        this.sequence = sequence;
    }

    /// Rising keys that nobody else has.
    synchronized long[] take(int count) {
        var keys = new long[count];
        int taken = 0;
        while (taken < count && left > 0) {
            keys[taken++] = next++;
            left--;
        }
        if (taken < count) {
            for (long first : sql.nextBlocks(sequence, (count - taken + BLOCK - 1) / BLOCK)) {
                next = first;
                for (left = BLOCK; taken < count && left > 0; left--) {
                    keys[taken++] = next++;
                }
            }
        }
        return keys;
    }
}
