package theriac.hub.app;

import java.util.List;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AddressRules;

/// Settings that name networks, looked at before anything starts: the room of settings knows no networks.
final class NetworkSettings {

    private NetworkSettings() {}

    /// @return the same settings
    /// @throws Problem with a sentence that names the setting, what is wrong and what to write
    static HubConfig checked(HubConfig config) {
        config.sms().ifPresent(gateway -> check("sms-allow", gateway.allowed()));
        check("rdap-allow", config.lookups().rdapAllow());
        return config;
    }

    private static void check(String name, List<String> networks) {
        try {
            AddressRules.allowing(networks);
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest("The setting \"%s\" holds networks with commas between them; %s"
                    .formatted(name, wrong.getMessage()));
        }
    }
}
