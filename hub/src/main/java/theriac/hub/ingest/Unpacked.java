package theriac.hub.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import theriac.hub.fetch.Inflated;

/// Feeds come packed or not, whatever their name says: the first bytes tell. A small file that unpacks to gigabytes is
/// stopped.
final class Unpacked {

    private static final int BUFFER = 1 << 16;

    private Unpacked() {}

    /// @param entry how the name of the wanted file in an archive ends; "": the archive holds one file
    /// @param limit bytes after unpacking, from 1
    /// @param ratio unpacked to packed
    /// @throws FetchFailure from the stream's reads, when there is too much or the archive is not as agreed
    static InputStream of(InputStream input, String entry, long limit, int ratio) throws IOException {
        var buffered = new BufferedInputStream(input, BUFFER);
        buffered.mark(4);
        int[] first = {buffered.read(), buffered.read(), buffered.read(), buffered.read()};
        buffered.reset();
        if (first[0] == 0x1F && first[1] == 0x8B) {
            return Inflated.gzip(buffered, limit, ratio);
        }
        return first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4
                ? Inflated.zip(buffered, entry, limit, ratio)
                : Inflated.capped(buffered, limit);
    }
}
