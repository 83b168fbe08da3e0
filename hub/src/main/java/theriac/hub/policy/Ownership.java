package theriac.hub.policy;

/// Whose word may be taken back by whom.
public final class Ownership {

    private Ownership() {}

    /// The CERT takes back anybody's word, others their own organisation's only.
    ///
    /// @param owner internal key of the organisation whose word it is
    /// @param cert whether the viewer's organisation runs the hub
    public static boolean mayTakeBack(Viewer viewer, long owner, boolean cert) {
        return switch (viewer) {
            case Viewer.System system -> true;
            case Viewer.Anonymous nobody -> false;
            case Viewer.Party party ->
                party.may(Permission.WITHDRAW_OBJECTS) && (cert || party.organization() == owner);
        };
    }
}
