package theriac.hub.publications;

import java.util.List;
import java.util.Map;
import theriac.stix.value.NormalValue;

/// What organisations have, asked for whom a warning is; `app` answers from their own lists.
public interface Photo {

    /// Who has a thing, with what of theirs it is, by internal keys of organisations.
    ///
    /// @param thing a product or device by name, or a CPE
    Map<Long, List<String>> having(String thing);

    /// Who has anything that these texts or values are about, with what of theirs it is.
    Map<Long, List<String>> named(List<String> texts, List<NormalValue> values);
}
