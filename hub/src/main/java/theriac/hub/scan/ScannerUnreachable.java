package theriac.hub.scan;

import java.io.IOException;

/// The virus scanner cannot be asked, or says nothing that can be understood: nothing is known of the file.
public final class ScannerUnreachable extends IOException {

    private final boolean began;

    /// @param began whether the conversation broke off after it had begun: then the file may be the cause
    ScannerUnreachable(String why, boolean began) {
        super(why);
        this.began = began;
    }

    /// Whether the scanner was there and the conversation broke off: a file that does so every time is to blame itself.
    public boolean began() {
        return began;
    }
}
