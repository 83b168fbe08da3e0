package theriac.hub.formats.controls;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import theriac.stix.value.ValueKind;

/// A STIX 2.1 bundle of the indicators that name the values, each once and to the letter as it was received, with its
/// markings, author and licence. The objects that they refer to are not in it.
record StixBundle() implements ControlFormat {

    @Override
    public String file() {
        return "bundle.json";
    }

    @Override
    public String mediaType() {
        return "application/stix+json;version=2.1";
    }

    @Override
    public Set<ValueKind> kinds() {
        return EnumSet.of(
                ValueKind.DOMAIN,
                ValueKind.URL,
                ValueKind.IPV4,
                ValueKind.IPV6,
                ValueKind.CIDR,
                ValueKind.EMAIL,
                ValueKind.MD5,
                ValueKind.SHA1,
                ValueKind.SHA256,
                ValueKind.SHA512);
    }

    /// A bundle is read as a whole; whoever wants more asks over TAXII.
    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public int most() {
        return 20_000;
    }

    @Override
    public boolean wholeObjects() {
        return true;
    }

    @Override
    public void write(ControlList list, ControlText out) {
        var id = UUID.nameUUIDFromBytes(list.title().getBytes(StandardCharsets.UTF_8));
        out.add("{\"type\":\"bundle\",\"id\":\"bundle--").add(id.toString()).add("\"");
        var written = new HashSet<String>();
        for (var entry : list.entries()) {
            if (entry.json().isEmpty()) {
                out.leaveOut(entry.value());
                continue;
            }
            // STIX 2.1 §8: a list of objects is never empty.
            if (written.add(entry.id())) {
                out.add(written.size() == 1 ? ",\"objects\":[\n" : ",\n").add(entry.json());
            }
            out.counted();
        }
        out.add(written.isEmpty() ? "}" : "\n]}").line();
    }
}
