/// The TAXII 2.1 server: typed requests in, typed responses out, over the port [theriac.taxii.server.Collections].
///
/// Read first: [theriac.taxii.server.TaxiiServer]. Deliberately absent: sockets (except the small adapter
/// [theriac.taxii.server.TaxiiHttp]), storage (except [theriac.taxii.server.InMemoryCollections]), policy: the port
/// answers per caller, and what a caller may not see does not exist.
@NullMarked
package theriac.taxii.server;

import org.jspecify.annotations.NullMarked;
