package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// All files that controls can load.
public final class ControlFormats {

    private static final int ANY = 2_000_000;
    private static final int PALO_ALTO = 50_000;
    private static final int FORTINET = 131_072;

    private static final Set<ValueKind> DOMAINS = EnumSet.of(ValueKind.DOMAIN);
    private static final Set<ValueKind> IPS = EnumSet.of(ValueKind.IPV4, ValueKind.IPV6, ValueKind.CIDR);
    private static final Set<ValueKind> URLS = EnumSet.of(ValueKind.URL);
    private static final Set<ValueKind> HASHES =
            EnumSet.of(ValueKind.MD5, ValueKind.SHA1, ValueKind.SHA256, ValueKind.SHA512);

    private static final List<ControlFormat> ALL = List.of(
            new PlainLines("domains.txt", DOMAINS, ANY, PlainLines::asIs),
            new PlainLines("ips.txt", IPS, ANY, PlainLines::asIs),
            new PlainLines("urls.txt", URLS, ANY, PlainLines::asIs),
            new PlainLines("hashes.txt", HASHES, ANY, PlainLines::asIs),
            new PlainLines("paloalto-domains.txt", DOMAINS, PALO_ALTO, PlainLines::asIs),
            new PlainLines("paloalto-ips.txt", IPS, PALO_ALTO, PlainLines::asIs),
            new PlainLines("paloalto-urls.txt", URLS, PALO_ALTO, PlainLines::paloAltoUrl),
            new PlainLines("fortinet-domains.txt", DOMAINS, FORTINET, PlainLines::asIs),
            new PlainLines("fortinet-ips.txt", IPS, FORTINET, PlainLines::asIs),
            new PlainLines("fortinet-hashes.txt", HASHES, FORTINET, PlainLines::asIs),
            new PlainLines("snort-ips.txt", IPS, ANY, PlainLines::asIs),
            new CheckPointCsv(),
            new RpzZone(),
            new HostsFile(),
            new SquidDomains(),
            new SquidUrls(),
            new ZeekIntel(),
            new SuricataDataset("suricata-domains.lst", DOMAINS, true),
            new SuricataDataset("suricata-ips.lst", EnumSet.of(ValueKind.IPV4, ValueKind.IPV6), false),
            new SuricataDataset("suricata-md5.lst", EnumSet.of(ValueKind.MD5), false),
            new SuricataDataset("suricata-sha256.lst", EnumSet.of(ValueKind.SHA256), false),
            new SuricataRules(),
            new CsvFile(),
            new MicrosoftIndicators(),
            new CrowdStrikeIndicators(),
            new StixBundle(),
            new RuleCollection("rules.yar", "yara", new YaraCheck()),
            new RuleCollection("sigma.yml", "sigma", new SigmaCheck()),
            new RuleCollection("snort.rules", "snort", new SnortCheck()),
            new RuleCollection("suricata-collected.rules", "suricata", new SnortCheck()));

    private ControlFormats() {}

    public static List<ControlFormat> all() {
        return ALL;
    }

    /// The format of a file name such as `rpz.zone`.
    public static Optional<ControlFormat> of(String file) {
        return ALL.stream().filter(format -> format.file().equals(file)).findFirst();
    }
}
