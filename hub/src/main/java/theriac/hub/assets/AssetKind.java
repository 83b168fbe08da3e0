package theriac.hub.assets;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a thing of an organisation is. The words are stored and sent: never change one, only add.
public enum AssetKind {
    /// A product by its number in the Common Platform Enumeration, version 2.3 or 2.2.
    CPE,
    /// A product by its name.
    PRODUCT,
    /// A medical device by maker and model.
    DEVICE,
    /// A domain, with everything below it.
    DOMAIN,
    /// A network or an address.
    NETWORK,
    /// A name under which people know the organisation, and which others may borrow.
    BRAND;

    /// As people write them in tables, beside the words themselves.
    private static final Map<String, AssetKind> ALSO = Map.ofEntries(
            Map.entry("software", PRODUCT),
            Map.entry("medical device", DEVICE),
            Map.entry("apparaat", DEVICE),
            Map.entry("medisch apparaat", DEVICE),
            Map.entry("domein", DOMAIN),
            Map.entry("hostname", DOMAIN),
            Map.entry("netwerk", NETWORK),
            Map.entry("ip", NETWORK),
            Map.entry("ip-range", NETWORK),
            Map.entry("range", NETWORK),
            Map.entry("merk", BRAND),
            Map.entry("naam", BRAND),
            Map.entry("name", BRAND));

    /// As stored and sent: small letters.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In any case, in English or Dutch.
    public static Optional<AssetKind> parse(String text) {
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        for (var kind : values()) {
            if (kind.text().equals(wanted)) {
                return Optional.of(kind);
            }
        }
        return Optional.ofNullable(ALSO.get(wanted));
    }
}
