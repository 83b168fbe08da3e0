package theriac.hub.policy;

import java.util.Locale;

/// Why somebody may see something, the closest reason first.
public enum Ground {
    /// The word is its own.
    OWNER,
    /// It is a named recipient.
    NAMED,
    /// It is a member of a sharing group that is a recipient.
    GROUP,
    /// A recipient acts for it, or it acts for a recipient.
    CIRCLE,
    /// TLP:GREEN without named recipients: every organisation here.
    COMMUNITY,
    /// TLP:CLEAR without named recipients.
    EVERYBODY,
    /// TLP:RED: this very person.
    PERSON;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
