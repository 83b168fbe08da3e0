/// TAXII 2.1 without a socket: what server and client have in common (media types, timestamps).
///
/// Read first: `theriac.taxii.server.TaxiiServer`, a function from request to response over the port
/// `theriac.taxii.server.Collections`. Deliberately absent: HTTP frameworks, storage, log-in; TAXII 1.x.
@NullMarked
package theriac.taxii;

import org.jspecify.annotations.NullMarked;
