package theriac.hub.benign;

/// A value is on a list.
///
/// @param list its name
/// @param whole the value itself is; false: only the host of a URL or of a mail address is, which says nothing about
///     what strangers keep there
/// @param brake whether the list keeps values out of what machines block; otherwise it only tells
public record Listing(String list, boolean whole, boolean brake) {

    /// Whether the value must not become something that machines block.
    public boolean stops() {
        return whole && brake;
    }
}
