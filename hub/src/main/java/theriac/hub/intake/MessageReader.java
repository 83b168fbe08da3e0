package theriac.hub.intake;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.intake.Reading.Found;
import theriac.hub.intake.Reading.Remark;
import theriac.hub.intake.TriageRule.Feature;
import theriac.stix.value.Extracted;
import theriac.stix.value.Extraction;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Reads a message as an analyst would at first glance. Pure, thread-safe, linear in the text; fetches
/// nothing.
final class MessageReader {

    private static final Pattern PRIVATE_ADDRESS = Pattern.compile(
            "(?<![\\d.])(?:10\\.\\d{1,3}|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.\\d{1,3}(?:\\.\\d{1,3})?(?![\\d])");
    private static final Pattern PROGRAM =
            Pattern.compile(".*\\.(?:apk|exe|msi|scr|bat|cmd|ps1|vbs|js|jar|dmg|pkg|iso|lnk|hta)(?:[?#].*)?");
    private static final Set<ValueKind> TECHNICAL =
            EnumSet.of(ValueKind.MD5, ValueKind.SHA1, ValueKind.SHA256, ValueKind.CVE, ValueKind.TECHNIQUE);
    private static final int MOST_VALUES = 2_000;

    private final BrandList brands;
    private final Lookalikes lookalikes;
    private final List<TriageRule> rules;
    private final Set<String> sharedHosts;

    MessageReader(BrandList brands, List<TriageRule> rules) {
        this.brands = brands;
        this.lookalikes = new Lookalikes(brands);
        this.rules = List.copyOf(rules);
        this.sharedHosts = DataFile.text("shared-hosts.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @param channel `sms`, `mail`, `whatsapp`, `phone`, `web` or `other`
    /// @param sender as the receiver's device showed it; empty when unknown. It proves nothing: senders
    ///     are easily forged
    Reading read(String text, String channel, String sender) {
        return read(text, channel, sender, List.of());
    }

    /// @param codes QR codes in pictures of the message: what they say is read as its text is
    Reading read(String text, String channel, String sender, List<PictureCode> codes) {
        var found = found(text, sender, codes);
        var all = Stream.concat(Stream.of(text), codes.stream().map(PictureCode::readable))
                .collect(Collectors.joining("\n"));
        var mentioned = mentioned(all + "\n" + sender, found);
        var amounts = Amounts.in(all);
        var features = features(all, found, mentioned, amounts);
        if (codes.stream().anyMatch(code -> code.kind().equals("payment"))) {
            features.add(Feature.PAYMENT_CODE);
        }
        var lower = all.toLowerCase(Locale.ROOT);
        var remarks = rules.stream()
                .filter(rule -> rule.applies(channel, lower, features))
                .map(rule -> new Remark(rule.rule(), rule.weight(), rule.hint(), rule.dutch(), rule.english()))
                .toList();
        return new Reading(
                found,
                mentioned,
                amounts,
                remarks,
                remarks.stream().mapToInt(Remark::weight).sum());
    }

    /// The same with what was found behind its links; what the message itself says comes first.
    Reading chained(Reading reading, List<LinkSql.Chained> chained) {
        if (chained.isEmpty()) {
            return reading;
        }
        Map<NormalValue, Found> found = new LinkedHashMap<>();
        reading.values().forEach(value -> found.put(value.value(), value));
        chained.forEach(each ->
                add(found, each.value(), new Place(each.link(), Found.CHAINED, Found.CHAINED, Optional.empty())));
        return new Reading(
                List.copyOf(found.values()), reading.brands(), reading.amounts(), reading.remarks(), reading.score());
    }

    private List<Found> found(String text, String sender, List<PictureCode> codes) {
        Map<NormalValue, Found> found = new LinkedHashMap<>();
        for (Extracted extracted : Extraction.find(text)) {
            if (found.size() >= MOST_VALUES) {
                break;
            }
            var place = new Place(extracted.asWritten(), extracted.start(), extracted.end(), Optional.empty());
            add(found, extracted.value(), place);
        }
        for (var code : codes) {
            for (Extracted extracted : Extraction.find(code.readable())) {
                if (found.size() < MOST_VALUES) {
                    add(found, extracted.value(), Place.outside(extracted.asWritten(), Optional.of(code.picture())));
                }
            }
        }
        sender(sender).ifPresent(value -> add(found, value, Place.outside(sender, Optional.empty())));
        return List.copyOf(found.values());
    }

    /// Where a value stands; see [Found].
    private record Place(String written, int start, int end, Optional<String> picture) {

        /// Of the text.
        static Place outside(String written, Optional<String> picture) {
            return new Place(written, -1, -1, picture);
        }
    }

    private void add(Map<NormalValue, Found> found, NormalValue value, Place place) {
        if (found.containsKey(value)) {
            return;
        }
        var host = Hosts.of(value);
        var resembles = host.flatMap(lookalikes::find);
        boolean benign = host.filter(name -> benign(value, name)).isPresent();
        found.put(
                value,
                new Found(value, place.written(), place.start(), place.end(), place.picture(), resembles, benign));
        if (value.kind() == ValueKind.EMAIL && resembles.isPresent()) {
            Values.normalize(ValueKind.DOMAIN, host.orElseThrow()).ifPresent(domain -> add(found, domain, place));
        }
    }

    private boolean benign(NormalValue value, String host) {
        boolean shared = value.kind() == ValueKind.DOMAIN
                && sharedHosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
        return shared || lookalikes.ownedBy(host).isPresent();
    }

    /// A mail address or an international number; a national service number or a name is anybody's to show.
    private static Optional<NormalValue> sender(String sender) {
        return Values.recognize(sender)
                .filter(value -> value.kind() == ValueKind.EMAIL
                        || value.kind() == ValueKind.PHONE && sender.strip().startsWith("+"));
    }

    private List<String> mentioned(String text, List<Found> found) {
        var names = new LinkedHashSet<String>();
        var lower = text.toLowerCase(Locale.ROOT);
        for (var brand : brands.brands()) {
            boolean said = isWord(lower, brand.name().toLowerCase(Locale.ROOT))
                    || brand.words().stream().anyMatch(word -> isWord(lower, word));
            if (said) {
                names.add(brand.name());
            }
        }
        found.stream().flatMap(value -> value.lookalike().stream()).forEach(match -> names.add(match.brand()));
        return List.copyOf(names);
    }

    private static boolean isWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static Set<Feature> features(String text, List<Found> found, List<String> mentioned, List<String> amounts) {
        var features = EnumSet.noneOf(Feature.class);
        if (!mentioned.isEmpty()) {
            features.add(Feature.BRAND);
        }
        if (!amounts.isEmpty()) {
            features.add(Feature.AMOUNT);
        }
        if (text.chars().anyMatch(MessageReader::hidden)) {
            features.add(Feature.HIDDEN_CHARACTERS);
        }
        found.forEach(value -> features(value, features));
        writers(text, found, features);
        return features;
    }

    private static void features(Found value, Set<Feature> features) {
        if (value.lookalike().isPresent()) {
            features.add(Feature.LOOKALIKE);
        }
        boolean inText = value.start() >= 0 || value.picture().isPresent();
        var kind = value.value().kind();
        if (!inText || kind != ValueKind.URL && kind != ValueKind.DOMAIN) {
            return;
        }
        features.add(Feature.LINK);
        if (value.picture().isPresent()) {
            features.add(Feature.CODE_LINK);
        }
        if (!value.benign()) {
            features.add(Feature.FOREIGN_LINK);
        }
        if (kind == ValueKind.URL) {
            link(value.value().text(), features);
        }
    }

    private static void link(String url, Set<Feature> features) {
        var lower = url.toLowerCase(Locale.ROOT);
        if (Hosts.hasUserInfo(url)) {
            features.add(Feature.USER_INFO_LINK);
        }
        if (Hosts.host(url).filter(host -> host.matches("[0-9.]+|\\[.*")).isPresent()) {
            features.add(Feature.IP_LINK);
        }
        if (PROGRAM.matcher(lower).matches()) {
            features.add(Feature.PROGRAM_LINK);
        }
    }

    /// Who wrote this: a victim's message, a technician's report, or a colleague's warning?
    private static void writers(String text, List<Found> found, Set<Feature> features) {
        boolean defanged =
                found.stream().anyMatch(value -> value.asWritten().matches("(?s).*\\[[.:]\\].*|(?i)hxxps?:.*"));
        boolean technical = found.stream()
                .anyMatch(value -> TECHNICAL.contains(value.value().kind()));
        if (defanged && technical || PRIVATE_ADDRESS.matcher(text).find()) {
            features.add(Feature.TECHNICAL);
        }
        if (defanged && text.contains("TLP:")) {
            features.add(Feature.DEFANGED_WARNING);
        }
    }

    /// Zero-width characters and controls of the direction of reading (Unicode: Cf and the bidi controls).
    private static boolean hidden(int c) {
        return c >= 0x200B && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2060 && c <= 0x2069
                || c == 0xFEFF
                || c == 0x061C;
    }

    /// The rules' and the desk's view of values that could become indicators.
    static List<Found> suspects(Reading reading) {
        var suspects = new ArrayList<Found>();
        for (var value : reading.values()) {
            if (!value.benign()) {
                suspects.add(value);
            }
        }
        return List.copyOf(suspects);
    }
}
