package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import theriac.stix.BundleSink;

/// STIX 1.0 to 1.2 in XML, read: indicators, TTPs, exploit targets, threat actors, campaigns, courses of action,
/// incidents, reports and plain observables become STIX 2.1 objects with the UUIDs of their ids; what they say
/// of each other becomes relationships, told at the end. The original id stands in `external_references`.
///
/// Records are read one at a time, also those that stand in others. Of earlier records only ids, types and the
/// conditions of observables are remembered, because later ones refer to them.
public final class Stix1 implements Format {

    private static final Set<String> RECORDS = Set.of(
            "Indicator", "TTP", "Exploit_Target", "Threat_Actor", "Campaign", "Course_Of_Action", "Incident", "Report");

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var reading = new Stix1Reading(settings, telling);
        new XmlRecords(input, settings.limits(), telling).read(new XmlRecords.Sink() {
            @Override
            public boolean isRecord(String name, String parent, Map<String, String> attributes) {
                return name.equals("Observable")
                                && (parent.equals("Observables") || parent.equals("Related_Observable"))
                        || name.equals("STIX_Header")
                        || RECORDS.contains(name) && attributes.containsKey("id");
            }

            @Override
            public void record(XmlNode record, String pointer) {
                reading.record(record, pointer);
            }

            @Override
            public void enters(String name, Map<String, String> attributes) {
                reading.enters(name, attributes);
            }

            @Override
            public void leaves(String name) {
                reading.leaves(name);
            }
        });
        reading.end();
    }
}
