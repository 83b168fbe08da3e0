package theriac.hub.core;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operator's own gateway for short messages (`docs/operate/warnings.md` has its interface).
///
/// @param token how the hub says who it is; empty: not at all
/// @param allowed networks that are fine although they are not public
public record SmsGateway(URI address, String token, List<String> allowed) {

    public SmsGateway {
        allowed = List.copyOf(allowed);
    }

    /// @param faults gets a sentence when it is no address
    static Optional<SmsGateway> of(Map<String, String> values, List<String> faults) {
        var text = HubConfig.text(values, "sms-gateway");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var address = URI.create(text);
            if (List.of("http", "https").contains(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null) {
                return Optional.of(new SmsGateway(
                        address,
                        HubConfig.text(values, "sms-token"),
                        Arrays.stream(HubConfig.text(values, "sms-allow").split("[,\\s]+"))
                                .filter(network -> !network.isEmpty())
                                .toList()));
            }
        } catch (IllegalArgumentException noAddress) {
            // told below with every other that is none
        }
        faults.add("The setting \"sms-gateway\" is written https://HOST/PATH, not \"%s\".".formatted(text));
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "SmsGateway[" + address + ", ***]";
    }
}
