/// Network addresses without a network: reading, normal text and containment of IPv4 and IPv6.
///
/// Read {@link theriac.stix.net.IpNetwork}. It stands apart because both patterns (`ISSUBSET`) and values need it.
/// Deliberately absent: name resolution, and anything that opens a socket.
@NullMarked
package theriac.stix.net;

import org.jspecify.annotations.NullMarked;
