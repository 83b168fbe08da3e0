package theriac.stix.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Countries and regions as intelligence writes them: by code (ISO 3166-1, of two or three letters) or by an
/// English name. STIX wants the code of two letters (STIX 2.1 §4.10.1); feeds write whatever they like.
public final class Countries {

    /// Names beside those that Java knows, each with its code.
    private static final String OTHER_NAMES = """
            usa US; u.s. US; u.s.a. US; united states of america US; uk GB; u.k. GB; great britain GB; england GB;
            scotland GB; wales GB; republic of korea KR; korea, republic of KR; korea, south KR;
            democratic people's republic of korea KP; korea, north KP; dprk KP; russian federation RU;
            people's republic of china CN; prc CN; hong kong HK; macao MO; macau MO; taiwan, province of china TW;
            viet nam VN; türkiye TR; turkey TR; czech republic CZ; czechia CZ; holland NL; the netherlands NL;
            ivory coast CI; burma MM; myanmar MM; palestine PS; state of palestine PS; gaza PS; west bank PS;
            iran, islamic republic of IR; islamic republic of iran IR; syrian arab republic SY; lao pdr LA;
            brunei darussalam BN; republic of moldova MD; moldova, republic of MD; macedonia MK; swaziland SZ;
            cape verde CV; east timor TL; bosnia BA; bolivia, plurinational state of BO;
            venezuela, bolivarian republic of VE; tanzania, united republic of TZ; uae AE; the philippines PH;
            democratic republic of the congo CD; dr congo CD; republic of the congo CG; congo CG; kosovo XK; xkx XK""";

    /// Regions of STIX (region-ov, §10.21) by other names.
    private static final String OTHER_REGIONS = """
            middle east western-asia; the middle east western-asia; southeast asia south-eastern-asia;
            south east asia south-eastern-asia; east asia eastern-asia; south asia southern-asia;
            north america northern-america; latin america latin-america-caribbean; north africa northern-africa;
            west africa western-africa; east africa eastern-africa; central africa middle-africa;
            western europe western-europe; northern europe northern-europe; southern europe southern-europe;
            eastern europe eastern-europe; central asia central-asia; south america south-america;
            central america central-america; southern africa southern-africa; european union europe; eu europe;
            africa africa; americas americas; asia asia; europe europe; oceania oceania; caribbean caribbean""";

    private static final Map<String, String> CODES = codes();
    private static final Map<String, String> REGIONS = pairs(OTHER_REGIONS);

    private Countries() {}

    /// The code of two capital letters; empty when the text names no country.
    public static Optional<String> find(String text) {
        return Optional.ofNullable(CODES.get(folded(text)));
    }

    /// The region of STIX (`western-asia`); empty when the text names none.
    public static Optional<String> region(String text) {
        var folded = folded(text);
        var written = folded.replace(' ', '-');
        return REGIONS.containsValue(written) ? Optional.of(written) : Optional.ofNullable(REGIONS.get(folded));
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> codes() {
        var codes = new HashMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            var country = Locale.of("", code);
            codes.put(folded(code), code);
            codes.put(folded(country.getISO3Country()), code);
            codes.put(folded(country.getDisplayCountry(Locale.ENGLISH)), code);
        }
        codes.putAll(pairs(OTHER_NAMES));
        return Map.copyOf(codes);
    }

    private static Map<String, String> pairs(String list) {
        var pairs = new HashMap<String, String>();
        for (var entry : list.split(";")) {
            var text = entry.strip();
            int last = text.lastIndexOf(' ');
            pairs.put(text.substring(0, last), text.substring(last + 1));
        }
        return Map.copyOf(pairs);
    }
}
