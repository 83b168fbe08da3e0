package theriac.hub.app.demo;

import java.util.List;
import theriac.hub.policy.Scope;
import theriac.stix.json.JsonObject;

/// Step 8: one indicator was wrong. It is taken back, and everyone who had it confirms.
final class MistakeTakenBack implements Step {

    private static final String REASON = "The address belongs to a hosting company with hundreds of innocent sites.";

    @Override
    public String title() {
        return "One indicator was a mistake, and is taken back";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        var router = stage.machine(stage.cast().practice(), "router of the practice, again", Scope.LISTS);
        long before = router.text("/lists/ips.txt").lines().count();
        var path = "/api/publications/" + stage.publication();
        var wrong = stage.as(Cast.ANNA).get(path).array("indicators").orElseThrow().objects().stream()
                .filter(i -> i.text("value").orElse("").equals(WarningWritten.ADDRESS))
                .findFirst()
                .flatMap(i -> i.text("id"))
                .orElseThrow(() -> new DemoFailed("The address is not in the publication."));
        stage.as(Cast.ANNA)
                .post(
                        path + "/indicators/" + wrong + "/withdrawal",
                        JsonObject.builder().put("reason", REASON).build());
        terminal.say("Anna withdraws %s. %s".formatted(WarningWritten.ADDRESS.replace(".", "[.]"), REASON));
        var list = router.text("/lists/ips.txt").lines().toList();
        terminal.good("ips.txt shrinks from %,d to %,d lines.".formatted(before, list.size()));
        int scouts = stage.cast().hospitals().size();
        stage.await(
                "every scout confirms that it dropped the indicator", () -> confirmed(receipts(stage)) >= scouts + 1);
        for (var receipt : receipts(stage)) {
            terminal.good("%s confirms (%s)"
                    .formatted(
                            receipt.text("organization").orElse(""),
                            receipt.text("scout")
                                    .orElse("its " + receipt.text("by").orElse("") + " was fetched again")));
        }
    }

    private static List<JsonObject> receipts(Stage stage) {
        return stage.immunity().array("withdrawals").orElseThrow().objects().stream()
                .flatMap(w -> w.array("receipts").orElseThrow().objects().stream())
                .toList();
    }

    private static long confirmed(List<JsonObject> receipts) {
        return receipts.stream().filter(r -> r.text("confirmedAt").isPresent()).count();
    }
}
