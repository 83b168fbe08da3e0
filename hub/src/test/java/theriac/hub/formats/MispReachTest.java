package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What comes in from MISP goes no further than its distribution says, and what says nothing that is known goes to
/// nobody else.
class MispReachTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"distribution":"0"}                                                                       | [organization]
            {"distribution":"1"}                                                                       | [community]
            {"distribution":2}                                                                         | [community]
            {"distribution":"3"}                                                                       | []
            {"distribution":"5"}                                                                       | []
            {"distribution":""}                                                                        | []
            {}                                                                                         | []
            {"distribution":"6"}                                                                       | [organization]
            {"distribution":"-1"}                                                                      | [organization]
            {"distribution":"all"}                                                                     | [organization]
            {"distribution":"4"}                                                                       | [organization]
            {"distribution":"4","SharingGroup":{"name":"Labs"}}                                        | [organization]
            {"distribution":"4","SharingGroup":{"uuid":"labs"}}                                        | [organization]
            {"distribution":"4","SharingGroup":{"uuid":"5F0E1D2C-3B4A-4C5D-8E6F-708192A3B508"}}        | [group:5f0e1d2c-3b4a-4c5d-8e6f-708192a3b508]
            """)
    void aLevelReachesNoFurtherThanItSays(String element, String reach) {
        assertThat(MispReach.of((JsonObject) Json.read(element)).toString()).isEqualTo(reach);
    }
}
