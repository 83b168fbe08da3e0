package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import theriac.hub.core.Problem;

class PasswordRulesTest {

    private static void check(String password) {
        PasswordRules.check(password, Stream.of("kim.jansen@ziekenhuis-noord", "Kim Jansen", "Ziekenhuis Noord"));
    }

    @Test
    void namesUsualWordsRepetitionsAndWalksOverTheKeyboardAreNoPassword() {
        for (var obvious : List.of(
                "short",
                "aaaaaaaaaaaaaaaa",
                "123456789012345",
                "abcdefghijklmnop",
                "password1234",
                "Password2026!",
                "WachtwoordWachtwoord1",
                "qwertyuiop123",
                "1q2w3e4r5t1q2w3e4r5t",
                "KimJansenKim1",
                "ziekenhuisnoord!",
                "Theriac-Theriac",
                "welkomwelkom01",
                "W3lk0mW3lk0m2026",
                "Z1ekenhu1sN00rd!!",
                "K1mJ@n$en-K1mJ@n$en",
                "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234",
                "x".repeat(257))) {
            assertThatThrownBy(() -> check(obvious)).as(obvious).isInstanceOf(Problem.class);
        }
    }

    @Test
    void anythingElseIsWhateverItIsMadeOf() {
        for (var fine : List.of(
                "a sentence to remember",
                "three words together",
                "correct horse battery",
                "\u7d20\u6674\u3089\u3057\u3044\u5bc6\u7801\u306e\u4f8b\u3067\u3059\u3088",
                "vK3#pq9!zRw2",
                "Kim likes tea at 5")) {
            assertThatCode(() -> check(fine)).as(fine).doesNotThrowAnyException();
        }
    }
}
