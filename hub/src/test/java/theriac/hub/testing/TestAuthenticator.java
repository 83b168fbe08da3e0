package theriac.hub.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// A device that makes one passkey and signs with it, as a browser hands it on. What it says can be bent in
/// every way that a hub must notice.
public final class TestAuthenticator {

    /// @param origin whose page asked
    /// @param site for whose host the key is
    /// @param verified whether the person showed the device who she is
    /// @param count of signatures so far
    public record Says(String origin, String site, boolean verified, int count) {
        public Says withOrigin(String other) {
            return new Says(other, site, verified, count);
        }

        public Says withSite(String other) {
            return new Says(origin, other, verified, count);
        }

        public Says unverified() {
            return new Says(origin, site, false, count);
        }

        public Says counting(int other) {
            return new Says(origin, site, verified, other);
        }
    }

    private static final int PRESENT = 1;
    private static final int VERIFIED = 4;
    private static final int NEW_KEY = 64;

    private final byte[] id = new byte[32];
    private final KeyPair key;

    public TestAuthenticator() {
        new SecureRandom().nextBytes(id);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// RegistrationResponseJSON.
    public String make(String challenge, Says says) {
        var client = clientData("webauthn.create", challenge, says);
        var data = new ByteArrayOutputStream();
        data.writeBytes(authenticatorData(says, NEW_KEY));
        data.writeBytes(new byte[16]);
        data.writeBytes(new byte[] {0, (byte) id.length});
        data.writeBytes(id);
        data.writeBytes(cose());
        var attestation = new ByteArrayOutputStream();
        attestation.write(0xA3);
        attestation.writeBytes(cborText("fmt"));
        attestation.writeBytes(cborText("none"));
        attestation.writeBytes(cborText("attStmt"));
        attestation.write(0xA0);
        attestation.writeBytes(cborText("authData"));
        attestation.writeBytes(cborBytes(data.toByteArray()));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal"]}}""".formatted(text(id), text(client), text(attestation.toByteArray()));
    }

    /// AuthenticationResponseJSON.
    ///
    /// @param user the person's handle
    public String sign(String challenge, String user, Says says) {
        var client = clientData("webauthn.get", challenge, says);
        var data = authenticatorData(says, 0);
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s","userHandle":"%5$s"}}""".formatted(text(id), text(client), text(data), text(signature(data, client)), user);
    }

    private byte[] signature(byte[] data, byte[] client) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] clientData(String type, String challenge, Says says) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, says.origin())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] authenticatorData(Says says, int more) {
        int flags = PRESENT | more | (says.verified() ? VERIFIED : 0);
        return ByteBuffer.allocate(37)
                .put(sha256(says.site().getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(says.count())
                .array();
    }

    /// An EC2 key for ES256 on P-256 (RFC 9053, section 7.1.1).
    private byte[] cose() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
        out.writeBytes(cborBytes(unsigned(point.getAffineX())));
        out.write(0x22);
        out.writeBytes(cborBytes(unsigned(point.getAffineY())));
        return out.toByteArray();
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var out = new byte[32];
        var from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, out, 32 - (bytes.length - from), bytes.length - from);
        return out;
    }

    private static byte[] cborText(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        var out = new byte[bytes.length + 1];
        out[0] = (byte) (0x60 + bytes.length);
        System.arraycopy(bytes, 0, out, 1, bytes.length);
        return out;
    }

    private static byte[] cborBytes(byte[] bytes) {
        var head = new byte[] {0x58, (byte) bytes.length};
        var out = Arrays.copyOf(head, 2 + bytes.length);
        System.arraycopy(bytes, 0, out, 2, bytes.length);
        return out;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
