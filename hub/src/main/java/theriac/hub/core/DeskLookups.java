package theriac.hub.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the desk may ask of servers outside. All of it is off until it is set.
///
/// @param rdapService where all domains are asked for, `https://HOST/PATH`; empty: nowhere
/// @param rdapBootstrap a file that names a service for each top-level domain (RFC 9224); empty: none
/// @param rdapAllow networks in which those services may be although they are not public
/// @param followLinks whether an analyst may follow a link of a report
/// @param agent what the hub says it is when it follows one
public record DeskLookups(
        Optional<URI> rdapService,
        Optional<Path> rdapBootstrap,
        List<String> rdapAllow,
        boolean followLinks,
        String agent) {

    /// What says nothing of who asks.
    public static final String PLAIN_AGENT = "Mozilla/5.0";

    /// Nothing.
    public static final DeskLookups NONE =
            new DeskLookups(Optional.empty(), Optional.empty(), List.of(), false, PLAIN_AGENT);

    public DeskLookups {
        rdapAllow = List.copyOf(rdapAllow);
    }

    /// Whether anybody is asked how old a domain is.
    public boolean rdap() {
        return rdapService.isPresent() || rdapBootstrap.isPresent();
    }

    /// @param faults gets a sentence for each fault
    static DeskLookups of(Map<String, String> values, List<String> faults) {
        var service = HubConfig.text(values, "rdap-service");
        var bootstrap = HubConfig.text(values, "rdap-bootstrap");
        if (!service.isEmpty() && !service.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            faults.add("The setting \"rdap-service\" is an address such as https://rdap.example/, not \"%s\"."
                    .formatted(service));
            service = "";
        }
        if (!service.isEmpty() && !bootstrap.isEmpty()) {
            faults.add("\"rdap-service\" and \"rdap-bootstrap\" are both set: take one of them away.");
        }
        var allow = List.of(HubConfig.text(values, "rdap-allow").split("[,\\s]+")).stream()
                .filter(part -> !part.isEmpty())
                .toList();
        var follow = HubConfig.text(values, "follow-links");
        if (!follow.equals("true") && !follow.equals("false")) {
            faults.add("The setting \"follow-links\" must be true or false, not \"%s\".".formatted(follow));
        }
        var agent = HubConfig.text(values, "follow-links-agent");
        if (!agent.matches("[ -~]{1,200}")) {
            faults.add("The setting \"follow-links-agent\" is one line of at most 200 plain characters.");
        }
        return new DeskLookups(
                Optional.of(service).filter(text -> !text.isEmpty()).map(URI::create),
                Optional.of(bootstrap).filter(text -> !text.isEmpty()).map(Path::of),
                allow,
                follow.equals("true"),
                agent);
    }
}
