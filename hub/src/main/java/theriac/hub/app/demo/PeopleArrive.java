package theriac.hub.app.demo;

import java.util.ArrayList;
import java.util.List;

/// Step 1: the hub runs, and who takes part.
final class PeopleArrive implements Step {

    @Override
    public String title() {
        return "A hub for a sector";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        var cast = stage.cast();
        terminal.good("PostgreSQL 18 and the hub run: " + stage.hub().url());
        terminal.say("%s runs it. Members: %s, and the GP practice %s."
                .formatted(
                        cast.cert().name(),
                        String.join(
                                ", ",
                                cast.hospitals().stream().map(h -> h.name()).toList()),
                        cast.practice().name()));
        terminal.say("%s acts for the first two hospitals; %s gives free indicators."
                .formatted(cast.firm().name(), cast.partner().name()));
        logIns(stage, terminal);
    }

    /// Where to log in and as whom.
    static void logIns(Stage stage, Terminal terminal) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("log in as", "password", "who"));
        for (var person : Cast.PEOPLE) {
            rows.add(List.of(
                    person.login(),
                    stage.folder().secret("password." + person.login()),
                    person.organization() + ", " + person.does()));
        }
        terminal.blank();
        terminal.table(rows);
        terminal.aside("These passwords were made for this folder and are worth nothing elsewhere.");
    }
}
