package theriac.hub.store;

import java.util.List;

/// Objects that are one thing for the viewer, as one row of a list.
///
/// @param members two or more, all that the viewer sees; the first is the one by which the cluster is shown
public record MergedRow(List<ObjectSummary> members, MergedFigures figures) {

    public MergedRow {
        members = List.copyOf(members);
    }
}
