package theriac.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// 64-bit hashes of tokens, taken from the end, so that the hashes of a name and of all its parent names share their
/// work: `b.example` is hashed on the way to `a.b.example`.
///
/// Letters hash alike in both cases (bit 5 is set in every byte); the exact comparison comes later. An array that is
/// hashed must have eight readable bytes before the token.
final class TokenHash {

    /// Bytes that must precede a token in its array.
    static final int PAD = 8;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEED = 0x243f6a8885a308d3L; // fractional digits of pi
    private static final long M1 = 0x9e3779b97f4a7c15L; // 2^64 divided by the golden ratio
    private static final long M2 = 0xbf58476d1ce4e5b9L; // from the finalizer of SplitMix64
    private static final long LOWER = 0x2020202020202020L;

    private TokenHash() {}

    static long seed() {
        return SEED;
    }

    /// Takes in the eight bytes at `at`.
    static long step(long state, byte[] bytes, int at) {
        long h = (state ^ ((long) LONG.get(bytes, at) | LOWER)) * M1;
        return h ^ (h >>> 32);
    }

    /// Ends a hash: `rest` bytes (0 to 7) before `end` are left, the whole token has `length` bytes.
    static long finish(long state, byte[] bytes, int end, int rest, int length) {
        long tail = rest == 0 ? 0 : ((long) LONG.get(bytes, end - 8) | LOWER) >>> (64 - 8 * rest);
        long h = (state ^ tail ^ ((long) length << 56)) * M2;
        h ^= h >>> 29;
        return h * M1;
    }

    static long of(byte[] bytes, int start, int end) {
        long h = SEED;
        int at = end;
        while (at - start >= 8) {
            at -= 8;
            h = step(h, bytes, at);
        }
        return finish(h, bytes, at, at - start, end - start);
    }

    static long of(String token) {
        byte[] bytes = new byte[PAD + token.length()];
        for (int i = 0; i < token.length(); i++) {
            bytes[PAD + i] = (byte) token.charAt(i);
        }
        return of(bytes, PAD, bytes.length);
    }

    /// The hash of an IPv4 address.
    static long ofAddress(int address) {
        long h = (address & 0xffffffffL) * M1;
        h ^= h >>> 29;
        return h * M2;
    }

    /// The hash of an IPv6 address.
    static long ofAddress(long high, long low) {
        long h = (high ^ SEED) * M1;
        h ^= h >>> 32;
        h = (h ^ low) * M2;
        return (h ^ h >>> 29) * M1;
    }
}
