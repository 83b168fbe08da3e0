package theriac.detect;

/// What a log can be searched for. The place of a kind is its code in the file of a set: append, never reorder.
public enum WatchKind {
    /// A host name in A-label form, lower case, without root dot; a sub-domain matches too.
    DOMAIN,
    /// A URL in normal form ([NormalUrl]); equal or nothing.
    URL,
    /// An IPv4 address, dotted.
    IPV4,
    /// An IPv6 address, eight groups of hexadecimal digits without leading zeros.
    IPV6,
    /// A network, `address/prefix`.
    NETWORK,
    /// A file hash in lower-case hexadecimal; its length tells the algorithm.
    HASH,
    /// An e-mail address, lower case.
    EMAIL,
    /// An address with a port, `192.0.2.10:8443` or `[2001:db8:0:0:0:0:0:1]:443`.
    ENDPOINT;

    /// The kind with this code.
    ///
    /// @throws IllegalArgumentException when there is none
    static WatchKind ofCode(int code) {
        WatchKind[] kinds = values();
        if (code < 0 || code >= kinds.length) {
            throw new IllegalArgumentException("There is no kind of watched value with code " + code + ".");
        }
        return kinds[code];
    }

    int code() {
        return ordinal();
    }
}
