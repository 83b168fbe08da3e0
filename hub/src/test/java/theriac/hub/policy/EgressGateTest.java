package theriac.hub.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.Tlp;

class EgressGateTest {

    private final List<EgressGate.Refusal> refusals = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final EgressGate gate =
            new EgressGate(refusals::add, (channel, recipient, ids) -> left.add(channel + " " + ids));
    private final Viewer member = new Viewer.Party("scout", 0, 2, Set.of(), Set.of(2L), Set.of(), Set.of());

    @Test
    void letsThroughWhatTheRecipientMayHave() {
        var items = gate.pass("list", member, List.of("a"), item -> item, item -> List.of(Audience.of(Tlp.GREEN, 1)));
        assertThat(items).containsExactly("a");
        assertThat(refusals).isEmpty();
    }

    @Test
    void whatIsNotForEverybodyIsTold() {
        var rules = java.util.Map.of(
                "open", List.of(Audience.of(Tlp.GREEN, 1)),
                "limited", List.of(Audience.of(Tlp.AMBER, 2)),
                "both", List.of(Audience.of(Tlp.AMBER, 2), Audience.of(Tlp.CLEAR, 1)));
        gate.pass("list", member, List.of("open", "limited", "both"), item -> item, rules::get);
        assertThat(left).containsExactly("list [limited]");
    }

    @Test
    void oneClaimThatAllowsIsEnough() {
        var audiences = List.of(Audience.undecided(1), Audience.of(Tlp.CLEAR, 3));
        assertThat(gate.pass("list", member, List.of("a"), item -> item, item -> audiences))
                .hasSize(1);
    }

    @Test
    void refusesTheWholeAnswerForOneForbiddenItemAndNamesIt() {
        assertThatThrownBy(() -> gate.pass(
                        "taxii",
                        member,
                        List.of("fine", "secret"),
                        item -> item,
                        item -> List.of(item.equals("fine") ? Audience.of(Tlp.CLEAR, 1) : Audience.undecided(1))))
                .isInstanceOf(EgressGate.EgressRefused.class)
                .hasMessageNotContaining("secret");
        assertThat(refusals).extracting(EgressGate.Refusal::item).containsExactly("secret");
    }

    @Test
    void anItemWithoutAnyAudienceMayNotLeave() {
        assertThatThrownBy(() -> gate.pass("api", member, List.of("a"), item -> item, item -> List.of()))
                .isInstanceOf(EgressGate.EgressRefused.class);
    }

    @Test
    void theSystemIsNoRecipient() {
        assertThatThrownBy(() -> gate.pass(
                        "api",
                        Viewer.system("a mistake"),
                        List.of("a"),
                        item -> item,
                        item -> List.of(Audience.of(Tlp.CLEAR, 1))))
                .isInstanceOf(EgressGate.EgressRefused.class);
    }
}
