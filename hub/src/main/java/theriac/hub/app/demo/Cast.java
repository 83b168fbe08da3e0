package theriac.hub.app.demo;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Tokens;
import theriac.hub.app.Installation;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;

/// Who takes part: a CERT, three hospitals, a GP practice, a security firm that acts for two of the hospitals, and a
/// partner. All invented.
///
/// @param hospitals the first one gets the message
record Cast(
        Organization cert,
        List<Organization> hospitals,
        Organization practice,
        Organization firm,
        Organization partner) {

    private static final Set<Role> READS = EnumSet.of(Role.READER, Role.REPORTER);

    /// Somebody who can log in.
    ///
    /// @param does in a few words
    record Person(String login, String name, String organization, String does) {}

    static final Person ANNA = new Person("anna", "Anna", "Sector-CERT", "analyst");
    static final Person BRAM = new Person("bram", "Bram", "Sector-CERT", "second analyst, publishes");
    static final Person NOOR = new Person("noor", "Noor", "Ziekenhuis Noord", "hospital");
    static final Person GIJS = new Person("gijs", "Gijs", "Huisartsen De Linde", "GP practice");
    static final Person FLOOR = new Person("floor", "Floor", "Wachtpost Security", "security firm");

    static final List<Person> PEOPLE = List.of(ANNA, BRAM, NOOR, GIJS, FLOOR);

    /// Makes everybody who is not there yet, so that an interrupted first start is finished by the next one.
    static Cast assemble(Installation hub, Predicate<String> loginTaken, DemoFolder folder) {
        var organizations = hub.part(Organizations.class);
        var cast = new Cast(
                make(organizations, ANNA.organization(), "cert", "nl", ""),
                List.of(
                        make(organizations, NOOR.organization(), "hospital", "nl", "soc@ziekenhuis-noord.example"),
                        make(organizations, "Ziekenhuis Zuid", "hospital", "nl", "soc@ziekenhuis-zuid.example"),
                        make(organizations, "Eastern Hospital", "hospital", "en", "soc@ziekenhuis-oost.example")),
                make(organizations, GIJS.organization(), "gp", "nl", "praktijk@de-linde.example"),
                make(organizations, FLOOR.organization(), "security-firm", "nl", "soc@wachtpost.example"),
                make(organizations, "Poolster Intelligence", "partner", "en", ""));
        cast.hospitals().subList(0, 2).forEach(h -> organizations.delegate(cast.firm(), h, Set.of("monitoring")));
        var accounts = hub.part(Accounts.class);
        for (var person : PEOPLE) {
            if (!loginTaken.test(person.login())) {
                accounts.create(
                        cast.organization(person),
                        person.login(),
                        person.name(),
                        folder.secret("password." + person.login()),
                        roles(person));
                folder.keep("account." + person.login(), "made");
            }
        }
        return cast;
    }

    private static Organization make(Organizations all, String name, String kind, String language, String mail) {
        return all.findByName(name).orElseGet(() -> all.create(new NewOrganization(name, kind, language, mail)));
    }

    private static Set<Role> roles(Person person) {
        if (person.equals(ANNA)) {
            // The highest warning takes two who may publish.
            return EnumSet.of(Role.READER, Role.ANALYST, Role.REVIEWER, Role.PUBLISHER, Role.CERT_ADMIN, Role.AUDITOR);
        }
        if (person.equals(BRAM)) {
            // Some steps take two who may administer members.
            return EnumSet.of(Role.READER, Role.ANALYST, Role.REVIEWER, Role.PUBLISHER, Role.CERT_ADMIN);
        }
        return person.equals(NOOR) ? EnumSet.of(Role.READER, Role.REPORTER, Role.MEMBER_ADMIN) : READS;
    }

    private Organization organization(Person person) {
        var all = new java.util.ArrayList<>(hospitals);
        all.addAll(List.of(cert, practice, firm, partner));
        return all.stream()
                .filter(o -> o.name().equals(person.organization()))
                .findFirst()
                .orElseThrow();
    }

    /// A new machine token.
    static String token(Installation hub, Organization organization, String machine, Scope... scopes) {
        return hub.part(Tokens.class)
                .issue(organization, machine, Set.of(scopes))
                .secret();
    }
}
