package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

class ValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOMAIN | WWW.Bad.Example. | domain www.bad.example",
                "DOMAIN | bücher.example | domain xn--bcher-kva.example",
                "DOMAIN | BÜCHER.EXAMPLE | domain xn--bcher-kva.example",
                "DOMAIN | bu\u0308cher.example | domain xn--bcher-kva.example",
                "DOMAIN | faß.example | domain xn--fa-hia.example",
                "DOMAIN | bad。example | domain bad.example",
                "DOMAIN | http://bad.example | none",
                "DOMAIN | example | none",
                "DOMAIN | -bad.example | none",
                "DOMAIN | a..example | none",
                "DOMAIN | 192.0.2.1 | none",
                "URL | HTTP://User@BAD.example:80/A%7e/?q=B#frag | url http://User@bad.example/A%7e/?q=B",
                "URL | https://bad.example | url https://bad.example/",
                "URL | https://bad.example:8443?x | url https://bad.example:8443/?x",
                "URL | http://3405803786/x | url http://203.0.113.10/x",
                "URL | http://0xCB.0.0161.10/x | url http://203.0.113.10/x",
                "URL | http://[2001:DB8:0::5]:80/ | url http://[2001:db8::5]/",
                "URL | http://[::ffff:192.0.2.1]/ | url http://192.0.2.1/",
                "URL | bad.example/x | none",
                "URL | http://bad.example:99999/ | none",
                "IPV4 | 192.0.2.1/32 | ipv4 192.0.2.1",
                "IPV4 | 192.0.2.77/24 | cidr 192.0.2.0/24",
                "IPV4 | 192.0.02.1 | none",
                "IPV4 | 2001:db8::1 | none",
                "IPV6 | 2001:DB8:0:0:1:0:0:1 | ipv6 2001:db8::1:0:0:1",
                "IPV6 | ::ffff:192.0.2.1 | ipv4 192.0.2.1",
                "IPV6 | fe80::1%eth0 | ipv6 fe80::1",
                "IPV6 | 2001:db8::/32 | cidr 2001:db8::/32",
                "IPV6 | 1::2::3 | none",
                "SHA256 | ABC | none",
                "MD5 | 9E107D9D372BB6826BD81D3542A419D6 | md5 9e107d9d372bb6826bd81d3542a419d6",
                "SHA1 | A9993E364706816ABA3E25717850C26C9CD0D89D | sha1 a9993e364706816aba3e25717850c26c9cd0d89d",
                "SHA3_256 | 0123456789ABCDEFfedcba98765432100123456789ABCDEFfedcba9876543210 | sha3-256 0123456789abcdeffedcba98765432100123456789abcdeffedcba9876543210",
                "SHA3_512 | 0123456789ABCDEFfedcba98765432100123456789ABCDEFfedcba9876543210 | none",
                "SSDEEP | 96:KQhaGCVZGhr83h3bc0ok3892m12wzgnH5w2pw+sxNEI58:FIVkH4x73h39LH+2w+sxaD"
                        + " | ssdeep 96:KQhaGCVZGhr83h3bc0ok3892m12wzgnH5w2pw+sxNEI58:FIVkH4x73h39LH+2w+sxaD",
                "SSDEEP | 3:abc:D,\"c:\\file\" | ssdeep 3:abc:D",
                "SSDEEP | 100:abc:def | none",
                "SSDEEP | 9:abc:def | none",
                "SSDEEP | 3:: | none",
                "TLSH | t16ff0a0a0b1c2d3e4f5061728394a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f9 | tlsh T16FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9",
                "TLSH | 6FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9 | tlsh T16FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9",
                "TLSH | T1FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9 | none",
                "FILE_NAME | re\u0301sume\u0301.exe | file r\u00e9sum\u00e9.exe",
                "USER_AGENT | ' Evil/1.0 (X) ' | useragent Evil/1.0 (X)",
                "MUTEX | Global\\Evil | mutex Global\\Evil",
                "EMAIL | Jan@BAD.example | email jan@bad.example",
                "PHONE | 06-12345678 | phone +31612345678",
                "PHONE | +44 7700 900456 | phone +447700900456",
                "PHONE | 12345 | none",
                "IBAN | nl91 abna 0417 1643 00 | iban NL91ABNA0417164300",
                "IBAN | NL92ABNA0417164300 | none",
                "CVE | cve‑2021‑44228 | cve CVE-2021-44228",
                "ASN | as 64496 | asn AS64496",
                "ASN | AS0 | none",
                "REGISTRY_KEY | HKLM\\Software\\Evil\\ | regkey hkey_local_machine\\software\\evil",
                "CRYPTO_ADDRESS | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 | coin bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "CRYPTO_ADDRESS | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5 | none",
                "MAC_ADDRESS | 00-1A-2B-3C-4D-5E | mac 00:1a:2b:3c:4d:5e",
                "TECHNIQUE | t1566.002 | technique T1566.002",
                "OTHER | ' ' | none"
            })
    void hasOneNormalForm(ValueKind kind, String raw, String expected) {
        assertThat(Values.normalize(kind, raw).map(ValuesTest::shown).orElse("none"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hxxp://bad[.]example/x | url http://bad.example/x",
                "bad[.]example:8443 | domain bad.example",
                "bad.example/nl | url http://bad.example/nl",
                "*.bad.example | domain bad.example",
                "bad.example. | domain bad.example",
                "BÜCHER.example. | domain xn--bcher-kva.example",
                "bad.example.. | none",
                "*. | none",
                "192[.]0[.]2[.]1:443 | ipv4 192.0.2.1",
                "tcp://192.0.2.1:443 | ipv4 192.0.2.1",
                "192.0.2.0/24 | cidr 192.0.2.0/24",
                "2001:db8::5 | ipv6 2001:db8::5",
                "jan[at]bad[.]example | email jan@bad.example",
                "factuur.zip | file factuur.zip",
                "payload.exe | file payload.exe",
                "06-12345678 | phone +31612345678",
                "AS64496 | asn AS64496",
                "CVE-2021-44228 | cve CVE-2021-44228",
                "HKLM\\Software\\Evil | regkey hkey_local_machine\\software\\evil",
                "nl91 abna 0417 1643 00 | iban NL91ABNA0417164300",
                "::ffff:192.0.2.1 | ipv4 192.0.2.1",
                "192:aB3+cDeFgHiJkLm:c/D | ssdeep 192:aB3+cDeFgHiJkLm:c/D",
                "12:00:30 | none",
                "6::1 | ipv6 6::1",
                "T16FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9 | tlsh T16FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9",
                "zomaar tekst | none"
            })
    void recognizesOnePastedText(String raw, String expected) {
        assertThat(Values.recognize(raw).map(ValuesTest::shown).orElse("none")).isEqualTo(expected);
    }

    @Test
    void aNormalFormIsItsOwnNormalForm() {
        for (String raw : new String[] {
            "HTTP://A.example:80", "http://b.example/?x#y", "[2001:db8::1]", "Faß.example", "192.0.2.9/28"
        }) {
            for (ValueKind kind : ValueKind.values()) {
                Values.normalize(kind, raw)
                        .ifPresent(value -> assertThat(Values.normalize(value.kind(), value.text()))
                                .contains(value));
            }
        }
    }

    @Test
    void anIndicatorGivesThePositiveConstantsOfItsPattern() {
        String pattern = "[domain-name:value = 'Bad.Example' OR ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')]"
                + " AND [url:value != 'http://good.example/' AND file:hashes.'SHA-256' NOT = 'x']"
                + " AND [network-traffic:dst_ref.value = '198.51.100.0/24' AND network-traffic:dst_port = 443]";
        JsonObject json = ((JsonObject) Json.read("""
                {"type": "indicator", "id": "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", "pattern_type": "stix"}""")).with("pattern", new theriac.stix.json.JsonString(pattern));
        assertThat(Values.of(StixObject.of(json)))
                .extracting(ValuesTest::shown)
                .containsExactly("domain bad.example", "ipv4 192.0.2.1", "ipv4 192.0.2.2", "cidr 198.51.100.0/24");
    }

    @Test
    void aFileGivesItsHashesAndItsName() {
        JsonObject json = (JsonObject) Json.read("""
                {"type": "file", "id": "file--e277603e-1060-5ad4-9937-c26c97f1ca68", "name": "evil.exe",
                 "hashes": {"MD5": "9E107D9D372BB6826BD81D3542A419D6", "SSDEEP": "x",
                  "TLSH": "6FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9", "SHA3-256": "0123456789ABCDEFfedcba98765432100123456789ABCDEFfedcba9876543210"}}""");
        assertThat(Values.of(StixObject.of(json)))
                .extracting(ValuesTest::shown)
                .containsExactly(
                        "md5 9e107d9d372bb6826bd81d3542a419d6",
                        "tlsh T16FF0A0A0B1C2D3E4F5061728394A5B6C7D8E9F0A1B2C3D4E5F60718293A4B5C6D7E8F9",
                        "sha3-256 0123456789abcdeffedcba98765432100123456789abcdeffedcba9876543210",
                        "file evil.exe");
    }

    private static String shown(NormalValue value) {
        return value.kind().code() + " " + value.text();
    }
}
