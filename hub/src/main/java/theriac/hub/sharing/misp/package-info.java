/// Events in MISP's own words: a feed to fetch and the part of MISP's REST interface that its clients and
/// servers use. Read [MispServer] first; what a recipient may have of an event is put together in
/// [MispEvents], for both.
///
/// Everything is read as the caller and passes the egress gate. Deliberately absent: the mapping between MISP
/// and STIX (`formats`).
@NullMarked
package theriac.hub.sharing.misp;

import org.jspecify.annotations.NullMarked;
