package theriac.hub.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRulesTest {

    private static final AddressRules PUBLIC = AddressRules.publicOnly();

    private static boolean refused(AddressRules rules, String address) {
        try {
            return rules.refusal(InetAddress.getByName(address)).isPresent();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void whatIsNotThePublicInternetIsRefused() {
        for (var address : List.of(
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "192.0.0.192",
                "198.18.0.1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001:db8::1",
                "100::1",
                "64:ff9b:1::1")) {
            assertThat(refused(PUBLIC, address)).as(address).isTrue();
        }
    }

    @Test
    void thePublicInternetIsNot() {
        for (var address : List.of(
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "2002:101:101::1")) {
            assertThat(refused(PUBLIC, address)).as(address).isFalse();
        }
    }

    @Test
    void anAddressInsideAnAddressIsLookedAt() throws UnknownHostException {
        for (var address : List.of(
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::1",
                "2002:c0a8:101::1",
                "2001:0:4136:e378:8000:63bf:80ff:fffe")) {
            assertThat(refused(PUBLIC, address)).as(address).isTrue();
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xFF;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(PUBLIC.refusal(Inet6Address.getByAddress("x", mapped, -1))).isPresent();
    }

    @Test
    void aSourceIsAllowedWhatItNamesAndNothingBeside() {
        var rules = AddressRules.allowing(List.of("10.1.0.0/16", "127.0.0.1"));
        assertThat(refused(rules, "10.1.255.1")).isFalse();
        assertThat(refused(rules, "10.2.0.1")).isTrue();
        assertThat(refused(rules, "127.0.0.1")).isFalse();
        assertThat(refused(rules, "127.0.0.2")).isTrue();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AddressRules.allowing(List.of("everything")))
                .withMessageContaining("everything");
    }
}
