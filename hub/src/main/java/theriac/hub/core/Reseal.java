package theriac.hub.core;

import java.util.Optional;

/// Opens what was sealed with one key and seals it with another, whatever room keeps it. One thread at a time.
public interface Reseal {

    /// Bytes of the nonce, which stand before what is sealed.
    int NONCE = 12;

    /// Names the new key.
    String keyId();

    /// @param sealed the nonce and behind it what is sealed
    /// @param label what it is bound to
    /// @return the same under the new key; empty when the old one does not open it: it stays as it is
    Optional<byte[]> again(byte[] sealed, byte[] label);
}
