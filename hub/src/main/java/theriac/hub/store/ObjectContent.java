package theriac.hub.store;

import theriac.stix.StixObject;

/// An object and its effective version for a viewer.
///
/// @param object with its text exactly as received
public record ObjectContent(ObjectSummary summary, StixObject object) {}
