package theriac.hub.formats.controls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges the rules of one indicator: whatever could stop the file that they go into is left out. Pure.
interface RuleCheck {

    /// What begins a comment that ends with the line.
    String comment();

    /// @param pattern as received
    /// @param taken names or numbers of the rules that the file has already; those of these rules are added
    /// @param unique letters and digits that no other indicator has
    /// @return what goes into the file; empty: it would break it, or cannot be told to be whole
    Optional<Checked> check(String pattern, Set<String> taken, String unique);

    /// @param imports lines that must stand before all rules
    /// @param text with its line end
    record Checked(List<String> imports, String text) {}
}
