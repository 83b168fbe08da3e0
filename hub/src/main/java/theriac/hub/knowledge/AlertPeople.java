package theriac.hub.knowledge;

import java.util.Optional;
import theriac.hub.policy.Viewer;

/// What alerts ask about people, and how letters reach them; `app` answers.
public interface AlertPeople {

    /// As somebody sees at this moment; empty when she may not log in any more.
    Optional<Viewer.Party> eyes(long account);

    /// @param language `nl` or `en`
    record Addressee(String mail, String language) {}

    /// Empty when the hub sends no mail, or knows no address.
    Optional<Addressee> addressee(long account);

    /// How people reach the workbench, for links.
    String workbench();

    /// Puts a letter into the queue; joins the caller's transaction.
    void post(String to, String subject, String text);
}
