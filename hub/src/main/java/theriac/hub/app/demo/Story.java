package theriac.hub.app.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// The steps in their order.
final class Story {

    private static final String PLAYED = "played";

    private static final List<Step> STEPS = List.of(
            new PeopleArrive(),
            new FeedsArrive(),
            new MessageReported(),
            new WarningWritten(),
            new WarningReachesMembers(),
            new ScoutsRecognise(),
            new TimelineShown(),
            new MistakeTakenBack(),
            new QuestionPursued());

    private final Stage stage;
    private final Terminal terminal;

    Story(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    /// Whether a folder has a story in it, finished or not.
    static boolean begun(DemoFolder folder) {
        return folder.find(PLAYED).isPresent();
    }

    void play() throws IOException {
        stage.folder().keep(PLAYED, "begun");
        for (int i = 0; i < STEPS.size(); i++) {
            terminal.step(i + 1, STEPS.get(i).title());
            STEPS.get(i).play(stage, terminal);
        }
        stage.folder().keep(PLAYED, Instant.now(stage.clock()).toString());
    }

    /// A later start on the same folder: everything is still there, and goes on.
    void goOn() throws IOException {
        var when = stage.folder().find(PLAYED).orElse("");
        terminal.say(
                when.equals("begun")
                        ? "An earlier demo in this folder did not get to its end."
                        : "The story was played in this folder (%s). All of it is still here.".formatted(when));
        terminal.say("The hub and the scouts run on. To play it from the beginning: ./theriac demo --fresh");
        stage.startScouts();
        PeopleArrive.logIns(stage, terminal);
    }
}
