/// Workspaces in which some people look into one question together: objects, notes, tasks, files, drafts. Private
/// to their people on every path. Read [Investigations] first (who may enter), then [Drafts] (objects that are written
/// for its people alone) and [DraftPublication] (how they all become known at once, after a second person looked).
/// Deliberately absent: a second store for drafts (they are claims for named people) and a channel of its own for
/// live changes (they are rows of the ledger).
@NullMarked
package theriac.hub.investigations;

import org.jspecify.annotations.NullMarked;
