package theriac.scout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a scout says when it can no longer hear the hub.
class LastWordsTest {

    @Test
    void aScoutWithoutMemorySaysHowMuchItHadAndWhatToDo() {
        assertThat(ScoutRun.lastWords(new OutOfMemoryError("Java heap space")))
                .contains((Runtime.getRuntime().maxMemory() >> 20) + " MB")
                .contains("THERIAC_JAVA_OPTIONS");
    }

    @Test
    void anyOtherFaultIsNamed() {
        assertThat(ScoutRun.lastWords(new IllegalStateException("the reason"))).contains("the reason");
    }
}
