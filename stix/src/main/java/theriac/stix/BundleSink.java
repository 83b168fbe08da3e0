package theriac.stix;

import java.util.List;
import theriac.stix.json.JsonObject;

/// Takes what [BundleReader] finds, in reading order, on the reader's thread.
public interface BundleSink {

    /// One readable object.
    ///
    /// @param index its place among all objects of the stream, from 0, rejected ones counted
    /// @param pointer JSON pointer to it, such as `/objects/3`
    /// @param object with its exact source text
    /// @param findings about the reading, not about STIX rules (those are [Validation]'s); usually empty
    void object(int index, String pointer, StixObject object, List<Finding> findings);

    /// One entry that is no STIX object: not JSON, cut off, too large, or without `id` and `type`.
    ///
    /// @param raw its bytes as received, cut at the object limit
    void rejected(int index, String pointer, byte[] raw, List<Finding> findings);

    /// Something about the stream as a whole.
    void finding(Finding finding);

    /// The bundle's or envelope's own members without `objects` (`type`, `id`, `more`, `next` …), when it ends well.
    default void envelope(JsonObject members) {}
}
