package theriac.stix.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            NL, NL
            nld, NL
            ' Netherlands ', NL
            The Netherlands, NL
            Republic of Korea, KR
            South Korea, KR
            Russia, RU
            Russian Federation, RU
            Turkey, TR
            Türkiye, TR
            Czech Republic, CZ
            Ivory Coast, CI
            Palestine, PS
            Myanmar, MM
            Hong Kong, HK
            United States, US""")
    void aCountryHasManyNames(String name, String code) {
        assertThat(Countries.find(name)).contains(code);
    }

    @Test
    void whatIsNoCountryHasNoCode() {
        assertThat(Countries.find("Middle East")).isEmpty();
        assertThat(Countries.find("")).isEmpty();
        assertThat(Countries.find("Bank of Somewhere")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Middle East, western-asia
            western-asia, western-asia
            Western Europe, western-europe
            Europe, europe
            Southeast Asia, south-eastern-asia""")
    void aRegionIsOneOfStix(String name, String region) {
        assertThat(Countries.region(name)).contains(region);
    }

    @Test
    void everyCodeLeadsBackToItself() {
        for (var code : Locale.getISOCountries()) {
            assertThat(Countries.find(code)).contains(code);
            assertThat(Countries.find(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)))
                    .as(code)
                    .contains(code);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Healthcare, healthcare
            Hospitals, healthcare
            Pharmacy, pharmaceuticals
            'Government, Administration', government
            Telecomms, telecommunications
            government-local, government-local""")
    void aSectorIsAWordOfStix(String name, String sector) {
        assertThat(Sectors.find(name)).contains(sector);
    }

    @Test
    void whatIsNoSectorHasNoWord() {
        assertThat(Sectors.find("Uighurs")).isEmpty();
        assertThat(Sectors.find("")).isEmpty();
    }
}
