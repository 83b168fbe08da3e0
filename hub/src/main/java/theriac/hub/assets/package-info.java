/// What an organisation has, as it says itself: products, devices, domains, networks, brands. It is nobody's
/// business but its own, its firm's and the CERT's, and it answers one question: what of all this concerns
/// us?
@NullMarked
package theriac.hub.assets;

import org.jspecify.annotations.NullMarked;
