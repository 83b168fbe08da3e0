package theriac.hub.knowledge;

import theriac.hub.policy.Viewer;

/// Hears of what people ask, for the audit trail: auditors of the CERT may know who searched what.
@FunctionalInterface
public interface Asked {

    /// @param action what kind of question: `search`, `look-up`
    /// @param what the question in its own words, or the values, one a line
    void asked(Viewer viewer, String action, String what);
}
