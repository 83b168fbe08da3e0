/// Warning lists: values that are often mistaken for bad ones, such as public resolvers, popular sites and the sector's
/// own networks. Read [CompiledLists] first, then [WarningLists].
///
/// Being listed hides nothing. It tells a reader to look twice, and it keeps a value out of what machines block.
/// Deliberately absent: what is done with the answer (`knowledge` shows it, `sharing` brakes).
@NullMarked
package theriac.hub.benign;

import org.jspecify.annotations.NullMarked;
