package theriac.hub.formats.controls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import theriac.stix.value.ValueKind;

/// A dataset of Suricata: texts as base64, addresses and hashes as they are. One bad line is an error of the whole set.
///
/// @param encoded whether lines are base64 (type `string`)
record SuricataDataset(String file, Set<ValueKind> kinds, boolean encoded) implements ControlFormat {

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public int most() {
        return 1_000_000;
    }

    @Override
    public boolean linesStandAlone() {
        return true;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        for (var entry : list.entries()) {
            var text = entry.value().text();
            if (Wire.carries(entry.value())) {
                out.add(encoded ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) : text)
                        .entry();
            } else {
                out.leaveOut(entry.value());
            }
        }
    }
}
