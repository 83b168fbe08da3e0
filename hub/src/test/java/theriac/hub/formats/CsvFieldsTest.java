package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is cut by hand is cut as the reader of tables cuts it.
class CsvFieldsTest {

    private static final String LETTERS = "ab  \"\"\"\",,,,;'\t\n\r\u00e9";

    @Test
    void plainRecordsAreCutAsTheReaderCutsThem() {
        var random = new Random(20261126);
        for (int round = 0; round < 200_000; round++) {
            var text = text(random);
            if (!text.isBlank()) {
                char delimiter = ",;\t".charAt(random.nextInt(3));
                char quote = random.nextInt(4) == 0 ? '\'' : '"';
                assertThat(CsvFields.of(text, delimiter, quote))
                        .as("%s between %s, quoted with %s", text, delimiter, quote)
                        .isEqualTo(CsvFields.read(CsvFields.strict(text, delimiter, quote), delimiter, quote));
            }
        }
    }

    @Test
    void fieldsLoseBlanksAndQuotesAroundThem() {
        assertThat(CsvFields.of("a.example, 2026-03-08 ,\"x, y\",", ',', '"'))
                .isEqualTo(List.of("a.example", "2026-03-08", "x, y", ""));
        assertThat(CsvFields.of("\"a\", \"b \"\"c\"\"\"", ',', '"')).isEqualTo(List.of("a", "b \"c\""));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int n = 1 + random.nextInt(14); n > 0; n--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
