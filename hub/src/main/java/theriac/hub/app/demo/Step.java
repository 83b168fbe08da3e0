package theriac.hub.app.demo;

import java.io.IOException;

/// One step of the story.
interface Step {

    /// For the heading.
    String title();

    /// @throws DemoFailed when it does not happen as told
    void play(Stage stage, Terminal terminal) throws IOException;
}
