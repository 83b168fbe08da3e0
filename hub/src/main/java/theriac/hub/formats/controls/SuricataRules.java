package theriac.hub.formats.controls;

import java.util.EnumSet;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// The few rules that ask the datasets: one for each place where a value can be seen. They never change, however the
/// lists do, so their numbers and revisions are constant.
record SuricataRules() implements ControlFormat {

    private static final String[] RULES = {
        "alert dns any any -> any any (msg:\"Theriac: a listed domain is asked for\"; dns.query; to_lowercase;"
                + " dataset:isset,theriac-domains,type string,load suricata-domains.lst;"
                + " classtype:trojan-activity; sid:1918001; rev:1;)",
        "alert tls any any -> any any (msg:\"Theriac: a listed domain in TLS\"; tls.sni; to_lowercase;"
                + " dataset:isset,theriac-domains,type string,load suricata-domains.lst;"
                + " classtype:trojan-activity; sid:1918002; rev:1;)",
        "alert http any any -> any any (msg:\"Theriac: a listed domain in HTTP\"; http.host;"
                + " dataset:isset,theriac-domains,type string,load suricata-domains.lst;"
                + " classtype:trojan-activity; sid:1918003; rev:1;)",
        "alert ip any any -> any any (msg:\"Theriac: traffic to a listed address\"; ip.dst;"
                + " dataset:isset,theriac-ips,type ip,load suricata-ips.lst;"
                + " classtype:trojan-activity; sid:1918004; rev:1;)",
        "alert http any any -> any any (msg:\"Theriac: a listed file (MD5)\"; filemd5:suricata-md5.lst;"
                + " classtype:trojan-activity; sid:1918005; rev:1;)",
        "alert http any any -> any any (msg:\"Theriac: a listed file (SHA-256)\"; filesha256:suricata-sha256.lst;"
                + " classtype:trojan-activity; sid:1918006; rev:1;)"
    };

    @Override
    public String file() {
        return "suricata.rules";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.noneOf(ValueKind.class);
    }

    @Override
    public int most() {
        return 0;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        out.add("# ").add(Wire.line(list.title(), 200)).line();
        for (var rule : RULES) {
            out.add(rule).entry();
        }
    }
}
