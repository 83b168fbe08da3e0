package theriac.stix.value;

import java.util.Set;

/// Which last labels make a bare word with dots a domain name.
///
/// A small table written for this purpose, not the full registry: it only decides about names without any
/// other sign (no scheme, no defanging, no `www`, no mail address). Taken up: the reserved names of RFC 2606
/// and RFC 6761 used in samples, the country codes of ISO 3166 that are delegated, and the generic names that
/// occur in threat feeds. A name that is missing costs one bare mention; a name too many turns file names and
/// abbreviations into domains.
final class TopLevelDomains {

    private static final Set<String> RESERVED = words("example test invalid onion");

    private static final Set<String> COUNTRIES = words("""
            ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd
            cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd
            ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg
            kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv
            mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa
            sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug
            uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
            """);

    private static final Set<String> GENERIC = words("""
            aero asia biz cat com coop edu gov info int jobs mil mobi museum name net org post pro tel travel xxx arpa
            academy agency amsterdam app army art associates auction audio auto autos baby band bank bar beauty beer best bet
            bid bike bio blog blue boats bond boutique build builders business buzz cab cafe cam camera camp capital car cards
            care careers cars casa cash casino center ceo cfd chat cheap christmas church city claims cleaning click clinic
            clothing cloud club codes coffee college community company computer condos construction consulting contact
            contractors cooking cool country coupons courses credit cricket cruises cyou dance date dating day deals degree
            delivery democrat dental design dev diamonds digital direct directory discount doctor dog domains download earth
            education email energy engineer engineering enterprises equipment estate events exchange expert exposed express
            fail faith family fan fans farm fashion finance financial fish fit fitness flights florist flowers foo football
            forsale foundation fun fund furniture futbol fyi gallery game games garden gay gdn gifts gives glass global gmbh
            gold golf google goog graphics gratis green gripe group guide guitars guru hair haus health healthcare help
            hiphop hockey holdings holiday homes horse hospital host hosting house how icu immo immobilien industries ink
            institute insurance insure international investments irish jetzt jewelry juegos kaufen kim kitchen kiwi land
            lat law lawyer lease legal lgbt life lighting limited limo link live loan loans lol london lotto love ltd
            ltda luxe luxury maison makeup management market marketing markets mba media medical memorial men menu miami
            mom moda moe monster mortgage motorcycles mov movie nagoya navy network news ninja nrw nyc observer off one
            onl online ooo organic page paris partners parts party pet photo photography photos pics pictures pink pizza
            place plumbing plus poker porn press productions promo properties property protection pub qpon quest racing
            realty recipes red rehab reise reisen rent rentals repair report republican rest restaurant review reviews rich
            rip rocks rodeo rsvp run sale salon sarl sbs school schule science security services sexy shiksha shoes shop
            shopping show singles site ski skin soccer social software solar solutions space sport store stream studio
            study style sucks supplies supply support surf surgery systems tattoo tax taxi team tech technology tennis
            theater tienda tips tires today tokyo tools top tours town toys trade trading training tube university uno
            vacations vegas ventures vet viajes video villas vin vip vision vodka vote voting voyage wang watch webcam
            website wedding wiki win wine work works world wtf xin xyz yachts yoga yokohama zip zone vlaanderen brussels
            gent frl berlin hamburg koeln wien
            """);

    /// Endings that are both delegated names and common file name extensions: a bare word with one of them is
    /// a file.
    private static final Set<String> FILE_LIKE = words("zip mov sh pl py rs md cab app so ps cc ml am ax mm st as");

    /// File name extensions that are no delegated names, for telling file names from unknown names.
    private static final Set<String> EXTENSIONS = words("""
            exe dll sys scr cpl ocx msi msix bat cmd ps1 psm1 vbs vbe js jse wsf hta lnk jar class war apk ipa dmg pkg deb rpm
            iso img vhd vhdx doc docx docm dot dotm xls xlsx xlsm xlsb xlam ppt pptx pptm pdf rtf odt ods odp txt log csv
            json xml yml yaml ini cfg conf dat bin tmp bak html htm php asp aspx jsp cgi css ts tsx jsx go c h cpp hpp java
            rb swift kt lua png jpg jpeg gif bmp svg ico webp mp3 mp4 avi mkv wav rar tar gz tgz bz2 xz 7z ace arj cer crt
            pem key pfx eml msg one onepkg reg inf chm url elf
            """);

    private TopLevelDomains() {}

    /// Whether a bare name with this last label, in lower case or as an A-label, may be a domain.
    static boolean known(String label) {
        return RESERVED.contains(label)
                || COUNTRIES.contains(label)
                || GENERIC.contains(label)
                || label.startsWith("xn--");
    }

    /// Whether a bare word with this ending is more likely a file.
    static boolean fileLike(String label) {
        return FILE_LIKE.contains(label);
    }

    /// Whether the ending is a file name extension.
    static boolean extension(String label) {
        return EXTENSIONS.contains(label) || FILE_LIKE.contains(label);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
