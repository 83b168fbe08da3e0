package theriac.stix.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sectors as intelligence writes them, and the word of STIX for each (industry-sector-ov, STIX 2.1 §10.11).
public final class Sectors {

    private static final Map<String, String> WORDS = words("""
            agriculture: agriculture, food and agriculture, food, agriculture and agribusiness
            aerospace: aerospace, space, aviation, civil aviation
            automotive: automotive
            chemical: chemical, petrochemical
            commercial: commercial, business, services, consulting, private sector, private-sector
            communications: communications, media, news - media, media and entertainment, journalist, journalists,
              medias and audiovisual, television broadcast, publishing industry
            construction: construction, civil engineering, engineering
            defense: defense, defence, military, defense industrial base, defense contractor, defense industry,
              defense ministries (including the military)
            education: education, universities, academia - university, higher education, schools, scientific research,
              research - innovation, research
            energy: energy, petroleum, oil, gas, electric, energy company, electricity, renewable energies
            entertainment: entertainment, gaming, game, gambling companies, gambling websites, gambling, casino, sports,
              culture and entertainment, culture, entertainment industry, sport
            financial-services: finance, financial, financial services, bank, financial-services, cryptocurrency, payment,
              banking institutions, financial organizations, investment, market infrastructures
            government: government, government, administration, government administration, government institutions,
              government agencies and services, diplomacy, political party, intelligence, justice, intergovernmental,
              government and administrations, central administration and government, ministries of foreign affairs,
              international organizations
            government-local: government-local, local administrations
            emergency-services: emergency-services, emergency services, police - law enforcement
            healthcare: healthcare, health, medical, hospital, hospitals, health care, healthcare services, biomedical,
              healthcare research, life science, covid-19 research organizations, healthcare and public health
            hospitality-leisure: hospitality-leisure, hospitality, hotels, travel, tourism, restaurant, lodging industry,
              travel and tourism industry
            infrastructure: infrastructure, critical infrastructure
            nuclear: nuclear, nuclear power (civilian use)
            water: water, water distribution and supply
            insurance: insurance, insurance services
            legal: legal, lawyers, legal consulting
            manufacturing: manufacturing, industrial, critical manufacturing, electronics manufacturers, electronic, steel,
              semiconductor industry, semi-conductors, heavy industries
            mining: mining, metal
            non-profit: non-profit, ngo, ngos, civil society, think tanks, activists, dissidents, dissident, opposition,
              non-profit organisation, religious organization, religious organizations, citizens, individuals,
              non-governmental organizations (ngos), political parties
            pharmaceuticals: pharmaceuticals, pharmaceutical, pharmacy, pharmacy and drugs manufacturing, pharma
            retail: retail, ecommerce, trade, retail (distribution)
            technology: technology, high-tech, high tech, information technology, it, it - security, it - isp, technologies,
              digital infrastructure, digital services, digital infrastructures, hosting service providers,
              managed services provider, internet service providers
            telecommunications: telecommunications, telecoms, telecomms, telecommunication
            transportation: transportation, transport, transportation systems, rail, railway, logistics, logistic, maritime,
              shipping, air transport, rail transport, maritime transport, road transport
            utilities: utilities""");

    private Sectors() {}

    /// The word of STIX; empty when the text names no sector that is known here.
    public static Optional<String> find(String text) {
        return Optional.ofNullable(WORDS.get(text.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> words(String table) {
        var words = new HashMap<String, String>();
        // "government, administration" is one name of a sector, and would fall apart at the comma.
        words.put("government, administration", "government");
        for (var line : table.replace(",\n ", ",").split("\n")) {
            int colon = line.indexOf(':');
            for (var name : line.substring(colon + 1).split(",")) {
                words.put(name.strip(), line.substring(0, colon));
            }
        }
        return Map.copyOf(words);
    }
}
