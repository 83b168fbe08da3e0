package theriac.hub.policy;

/// What a route asks of its caller. One name per thing that a person would grant or refuse;
/// `docs/routes.txt` shows which route asks which.
public enum Permission {
    /// Anybody, also without a log-in.
    PUBLIC,
    /// Anybody who is logged in.
    SIGNED_IN,
    /// A person's own log-in: all that is open before a second factor that is a must is set up.
    OWN_ACCOUNT,
    READ_OBJECTS,
    WITHDRAW_OBJECTS,
    /// Changing for whom the own organisation's word is.
    MARK_OBJECTS,
    /// Changing for whom another organisation's word is. Only for people of the CERT.
    OVERRIDE_MARKINGS,
    /// Saying that objects are one thing, and taking that back.
    CONNECT_OBJECTS,
    /// Working in investigations, of which one sees those that one is in.
    INVESTIGATE,
    /// Reading what others wrote into knowledge, and reporting what stands in it in the organisation's
    /// name.
    WRITE_REPORTS,
    READ_SOURCES,
    RUN_SOURCES,
    REPORT,
    TRIAGE_REPORTS,
    /// Learning which member reported or saw something, for a purpose that is kept. Only for people of the
    /// CERT.
    LEARN_WHO,
    READ_PUBLICATIONS,
    DRAFT_PUBLICATIONS,
    APPROVE_PUBLICATIONS,
    PUBLISH,
    ACKNOWLEDGE,
    READ_MEMBERS,
    /// Who takes part, in which groups, and who acts for whom. Only for people of the CERT.
    ADMINISTER_MEMBERS,
    /// Looking at the workbench through others' eyes. Only for people of the CERT.
    SEE_AS,
    /// The people of an organisation: whom to call, who may log in.
    ADMINISTER_PEOPLE,
    ADMINISTER_TOKENS,
    /// Saying what an organisation has: its domains, networks, products, devices and brands.
    DESCRIBE_ASSETS,
    /// Settings of the hub: how confidence fades, how long things are kept.
    CONFIGURE,
    /// Sources: what is fetched from where and how it is read, with which credentials, and the keys of those who bring.
    CONFIGURE_SOURCES,
    /// Ways out: collections, lists for controls, destinations, and the lists of what must not be blocked.
    CONFIGURE_SHARING,
    /// Erasing personal values, and holding things that must not be erased.
    ERASE,
    /// The audit trail.
    READ_AUDIT,
    /// Machines: the TAXII endpoint, the plain lists, the scout's conversation.
    TAXII,
    /// Sending sightings over TAXII, and reading nothing.
    TAXII_SIGHTINGS,
    /// Sending whatever else the organisation tells over TAXII, and reading nothing.
    TAXII_SUBMISSIONS,
    LISTS,
    SCOUT,
    /// A machine that brings records to one source.
    PUSH,
    /// MISP's REST interface, to read with and to write with.
    MISP,
    MISP_WRITE,
    /// Beginning what MISP calls pull and push: asking a source now, sending to a destination now. Only for keys of the
    /// CERT.
    MISP_SYNC
}
