/// Intelligence goes out to machines: TAXII collections and plain block lists, each recipient's own. Read
/// [HubCollections] first. Everything passes the viewer's visibility and then the egress gate. Deliberately
/// absent: the TAXII protocol itself (`taxii`), mail and portal (`publications`).
@NullMarked
package theriac.hub.sharing;

import org.jspecify.annotations.NullMarked;
