package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;

/// OpenIOC 1.0 (`ioc`) and 1.1 (`OpenIOC`), read: each definition becomes an indicator with a STIX pattern and
/// the definition's own UUID. Where STIX has no words for a term, the alternatives that need it are left out of
/// the pattern, the terms are told, and a second indicator carries the whole definition as it was
/// (`pattern_type` `openioc`).
public final class OpenIoc implements Format {

    /// The terms by their object paths. A full path is not among them: STIX splits it into folder and name, and
    /// "contains" cannot be split.
    private static final Map<String, String> TERMS = Map.ofEntries(
            Map.entry("FileItem/Md5sum", "file:hashes.MD5"),
            Map.entry("FileItem/Sha1sum", "file:hashes.'SHA-1'"),
            Map.entry("FileItem/Sha256sum", "file:hashes.'SHA-256'"),
            Map.entry("FileItem/FileName", "file:name"),
            Map.entry("FileItem/FilePath", "file:parent_directory_ref.path"),
            Map.entry("FileItem/SizeInBytes", "file:size"),
            Map.entry("FileItem/PEInfo/PETimeStamp", "file:extensions.'windows-pebinary-ext'.time_date_stamp"),
            Map.entry("DnsEntryItem/RecordName", "domain-name:value"),
            Map.entry("DnsEntryItem/Host", "domain-name:value"),
            Map.entry("Network/DNS", "domain-name:value"),
            Map.entry("Network/URI", "network-traffic:extensions.'http-request-ext'.request_value"),
            Map.entry("Network/UserAgent", "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'"),
            Map.entry("UrlHistoryItem/URL", "url:value"),
            Map.entry("UrlHistoryItem/HostName", "domain-name:value"),
            Map.entry("PortItem/remoteIP", "ipv4-addr:value"),
            Map.entry("PortItem/remotePort", "network-traffic:dst_port"),
            Map.entry("PortItem/localPort", "network-traffic:src_port"),
            Map.entry("ProcessItem/name", "process:image_ref.name"),
            Map.entry("ProcessItem/path", "process:image_ref.parent_directory_ref.path"),
            Map.entry("ProcessItem/arguments", "process:command_line"),
            Map.entry("ProcessItem/HandleList/Handle/Name", "mutex:name"),
            Map.entry("RegistryItem/Path", "windows-registry-key:key"),
            Map.entry("RegistryItem/KeyPath", "windows-registry-key:key"),
            Map.entry("RegistryItem/ValueName", "windows-registry-key:values[*].name"),
            Map.entry("RegistryItem/Text", "windows-registry-key:values[*].data"),
            Map.entry("RegistryItem/Value", "windows-registry-key:values[*].data"),
            Map.entry("ServiceItem/name", "process:extensions.'windows-service-ext'.service_name"),
            Map.entry("ServiceItem/descriptiveName", "process:extensions.'windows-service-ext'.display_name"),
            Map.entry("UserItem/Username", "user-account:account_login"),
            Map.entry("Email/From", "email-message:from_ref.value"),
            Map.entry("Email/To", "email-message:to_refs[*].value"),
            Map.entry("Email/Subject", "email-message:subject"),
            Map.entry("Email/Attachment/Name", "file:name"));

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        var telling = new Telling(sink);
        var found = new int[1];
        new XmlRecords(input, settings.limits(), telling).read(new XmlRecords.Sink() {
            @Override
            public boolean isRecord(String name, String parent, Map<String, String> attributes) {
                return name.equals("ioc") || name.equals("OpenIOC");
            }

            @Override
            public void record(XmlNode record, String pointer) {
                found[0]++;
                one(record, pointer, settings, telling);
            }
        });
        if (found[0] == 0 && telling.isSilent()) {
            telling.remark(Finding.error(
                    "openioc.empty",
                    "",
                    "There is no OpenIOC definition here: no element \"ioc\" or \"OpenIOC\" was met."));
        }
    }

    private static void one(XmlNode ioc, String pointer, FormatSettings settings, Telling telling) {
        var definition = Stream.concat(ioc.at("definition", "Indicator"), ioc.at("criteria", "Indicator"))
                .map(OpenIoc::clause)
                .toList();
        var id = ioc.attribute("id")
                .map(name -> Draft.id("indicator", name)
                        .orElseGet(() -> Draft.id("indicator", settings.author(), "openioc|" + name)));
        if (definition.isEmpty() || id.isEmpty()) {
            telling.reject(pointer, ioc.write(), "openioc.record", "The definition has no indicator, or no id.");
            return;
        }
        var whole = definition.size() == 1 ? definition.getFirst() : new Clause.Any(definition);
        var pattern = whole.expressible()
                .map(Clause::pattern)
                .filter(text -> Pattern.parse(text) instanceof PatternParsed.Parsed);
        var unknown = whole.unknown();
        pattern.ifPresent(text -> telling.say(
                pointer,
                draft(ioc, id.get(), settings)
                        .put("pattern", text)
                        .put("pattern_type", "stix")
                        .put("pattern_version", "2.1")
                        .build()));
        if (pattern.isEmpty() || !unknown.isEmpty()) {
            telling.remark(Finding.info(
                    "openioc.term",
                    pointer,
                    "STIX has no words for %s: the definition is kept as OpenIOC %s."
                            .formatted(unknown, pattern.isEmpty() ? "only" : "beside the pattern of the rest")));
            var other = pattern.isEmpty()
                    ? id.get()
                    : Draft.id(
                            "indicator",
                            settings.author(),
                            "openioc|" + id.get().text());
            telling.say(
                    pointer,
                    draft(ioc, other, settings)
                            .put("pattern", ioc.write())
                            .put("pattern_type", "openioc")
                            .put("pattern_version", ioc.name().equals("ioc") ? "1.0" : "1.1")
                            .build());
        }
    }

    private static Draft draft(XmlNode ioc, StixId id, FormatSettings settings) {
        var about = ioc.name().equals("ioc")
                ? ioc
                : ioc.each("metadata").findFirst().orElse(ioc);
        var modified = ioc.attribute("last-modified").flatMap(Moments::parse);
        var authored = about.textAt("authored_date")
                .or(() -> ioc.attribute("published-date"))
                .flatMap(Moments::parse);
        Instant created = authored.or(() -> modified).orElse(settings.undated());
        var draft = Draft.of(id, settings.author(), created, modified.orElse(created))
                .put("name", about.textAt("short_description").orElse("OpenIOC " + id.uuid()))
                .put("description", about.textAt("description"))
                .put("indicator_types", List.of("malicious-activity"))
                .put("valid_from", created)
                .put("x_openioc_author", about.textAt("authored_by"))
                .put("x_openioc_keywords", about.textAt("keywords"))
                .externalId("openioc", ioc.attribute("id").orElse(""));
        var labels = new ArrayList<String>();
        about.at("links", "link").forEach(link -> {
            var rel = link.attribute("rel").orElse("link");
            var text = link.text().strip();
            var url = link.attribute("href").or(() -> Optional.of(text)).filter(href -> href.startsWith("http"));
            url.ifPresent(href -> draft.link("openioc", href));
            if (url.isEmpty() && !text.isEmpty()) {
                labels.add(rel + ":" + text);
            }
        });
        return draft.put("labels", labels);
    }

    private static Clause clause(XmlNode indicator) {
        var parts = Stream.concat(
                        indicator.each("IndicatorItem").map(OpenIoc::item),
                        indicator.each("Indicator").map(OpenIoc::clause))
                .toList();
        if (parts.isEmpty()) {
            return new Clause.Unknown("an empty indicator");
        }
        boolean any =
                indicator.attribute("operator").filter("OR"::equalsIgnoreCase).isPresent();
        return parts.size() == 1 ? parts.getFirst() : any ? new Clause.Any(parts) : new Clause.All(parts);
    }

    private static Clause item(XmlNode item) {
        var term = item.each("Context")
                .flatMap(context -> context.attribute("search").stream())
                .findFirst()
                .orElse("");
        var value = item.textAt("Content").orElse("");
        var word = item.attribute("condition").orElse("is");
        boolean negated =
                item.attribute("negate").filter("true"::equalsIgnoreCase).isPresent();
        var path = Optional.ofNullable(TERMS.get(term))
                .map(found -> found.equals("ipv4-addr:value") && value.contains(":") ? "ipv6-addr:value" : found);
        if (path.isEmpty()
                && term.equals("FileItem/FullPath")
                && word.equals("is")
                && !negated
                && value.lastIndexOf('\\') > 0) {
            int cut = value.lastIndexOf('\\');
            return new Clause.All(Stream.of(
                            Clause.test("file:parent_directory_ref.path", "is", value.substring(0, cut), negated),
                            Clause.test("file:name", "is", value.substring(cut + 1), negated))
                    .flatMap(Optional::stream)
                    .toList());
        }
        return path.filter(_ -> !value.isEmpty())
                .flatMap(found -> Clause.test(found, word, value, negated))
                .orElseGet(() -> new Clause.Unknown(term + " " + word));
    }
}
