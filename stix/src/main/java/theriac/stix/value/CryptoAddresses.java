package theriac.stix.value;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Addresses of crypto currencies that carry a check: bitcoin (Base58Check, Bech32, Bech32m); ethereum by form.
final class CryptoAddresses {

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] BECH32_GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32_CHECK = 1;
    private static final int BECH32M_CHECK = 0x2bc830a3;

    private CryptoAddresses() {}

    /// The address, when its check holds; Bech32 and ethereum in lower case.
    static Optional<String> normalize(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.length() == 42 && lower.startsWith("0x") && Values.isHex(lower.substring(2))) {
            return Optional.of(lower);
        }
        if (lower.startsWith("bc1") && text.length() >= 14 && text.length() <= 90) {
            return bech32(lower) ? Optional.of(lower) : Optional.empty();
        }
        boolean form = text.length() >= 26 && text.length() <= 35 && (text.charAt(0) == '1' || text.charAt(0) == '3');
        return form && base58(text) ? Optional.of(text) : Optional.empty();
    }

    private static boolean base58(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE58.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] magnitude = number.toByteArray();
        var bytes = new byte[25];
        int skip = Math.max(0, magnitude.length - 25);
        if (skip > 1 || (skip == 1 && magnitude[0] != 0)) {
            return false;
        }
        System.arraycopy(magnitude, skip, bytes, 25 - magnitude.length + skip, magnitude.length - skip);
        byte[] check = sha256(sha256(Arrays.copyOf(bytes, 21)));
        return Arrays.equals(check, 0, 4, bytes, 21, 25);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static boolean bech32(String text) {
        int check = 1;
        for (int value : new int[] {3, 3, 0, 2, 3}) {
            check = step(check) ^ value;
        }
        for (int i = 3; i < text.length(); i++) {
            int digit = BECH32.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            check = step(check) ^ digit;
        }
        return check == BECH32_CHECK || check == BECH32M_CHECK;
    }

    private static int step(int check) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5;
        for (int i = 0; i < BECH32_GENERATOR.length; i++) {
            next ^= (top >>> i & 1) == 1 ? BECH32_GENERATOR[i] : 0;
        }
        return next;
    }
}
