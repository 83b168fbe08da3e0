package theriac.hub.accounts;

import java.util.Optional;
import theriac.hub.policy.Viewer;

/// Who sent a request: a viewer, and for people the account and its session.
///
/// @param session empty for machines and for nobody
public record Caller(Viewer viewer, Optional<Sessions.Session> session) {

    /// The request attribute that holds it.
    static final String ATTRIBUTE = Caller.class.getName();

    static Caller nobody() {
        return new Caller(Viewer.anonymous(), Optional.empty());
    }
}
