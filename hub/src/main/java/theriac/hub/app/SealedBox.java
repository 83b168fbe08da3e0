package theriac.hub.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import theriac.hub.accounts.SecondFactors;
import theriac.hub.vault.Seal;

/// The vault's key for secrets of people: the nonce stands before what is sealed.
final class SealedBox implements SecondFactors.Box {

    private static final int NONCE = 12;

    private final Seal seal;

    SealedBox(Path dataFolder) {
        this.seal = Seal.of(dataFolder.resolve("vault.key"));
    }

    @Override
    public byte[] seal(byte[] plain, String label) {
        var sealed = seal.seal(plain, bytes(label));
        var all = Arrays.copyOf(sealed.nonce(), NONCE + sealed.bytes().length);
        System.arraycopy(sealed.bytes(), 0, all, NONCE, sealed.bytes().length);
        return all;
    }

    @Override
    public byte[] open(byte[] sealed, String label) {
        return seal.open(
                new Seal.Sealed(Arrays.copyOf(sealed, NONCE), Arrays.copyOfRange(sealed, NONCE, sealed.length)),
                bytes(label));
    }

    private static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.UTF_8);
    }
}
