package theriac.hub.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import theriac.hub.accounts.SecondFactors;
import theriac.hub.vault.Seal;

/// The vault's key for secrets of people: the nonce stands before what is sealed.
final class SealedBox implements SecondFactors.Box {

    private final Seal seal;

    SealedBox(Path dataFolder) {
        this.seal = Seal.of(dataFolder.resolve(VaultCommand.KEY));
    }

    @Override
    public byte[] seal(byte[] plain, String label) {
        return seal.seal(plain, bytes(label)).joined();
    }

    @Override
    public byte[] open(byte[] sealed, String label) {
        return seal.open(Seal.Sealed.apart(sealed), bytes(label));
    }

    private static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.UTF_8);
    }
}
