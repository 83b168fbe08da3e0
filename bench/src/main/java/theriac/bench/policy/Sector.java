package theriac.bench.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.stix.Tlp;

/// An invented sector: a CERT, members in sharing groups, firms that act for members, people.
final class Sector {

    private static final int MEMBERS = 300;
    private static final int PEOPLE = 2_000;
    private static final int GROUPS = 20;
    private static final int EVERY_FIRM = 30;

    private final Organization cert;
    private final List<Organization> members = new ArrayList<>();
    private final List<Long> groups = new ArrayList<>();

    Sector(TemporaryHub hub) {
        var all = hub.part(Organizations.class);
        cert = all.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
        for (int n = 0; n < GROUPS; n++) {
            groups.add(all.group("Group " + n));
        }
        for (int n = 0; n < MEMBERS; n++) {
            var kind = n % EVERY_FIRM == 0 ? "security-firm" : "hospital";
            var member = all.create(new Organizations.NewOrganization("Member " + n, kind, "nl", ""));
            members.add(member);
            all.join(groups.get(n % GROUPS), member);
            all.join(groups.get(n * 7 % GROUPS), member);
            if (n % EVERY_FIRM != 0) {
                all.delegate(members.get(n - n % EVERY_FIRM), member, Set.of("all"));
            }
        }
        people(hub);
    }

    /// Without a password that anybody could use: making two thousand takes minutes.
    private void people(TemporaryHub hub) {
        hub.database().jdbc().sql("""
                        insert into account
                          (public_id, organization_id, login, login_key, name, password_hash, roles, created_at)
                        select gen_random_uuid(), o.id, 'person' || n, 'person' || n, 'Person ' || n, '!', '{reader}', now()
                        from generate_series(1, :people) n
                        join (select id, row_number() over (order by id) as place from organization) o
                          on o.place = 1 + n % (select count(*) from organization)""").param("people", PEOPLE).update();
    }

    Organization cert() {
        return cert;
    }

    List<Organization> members() {
        return List.copyOf(members);
    }

    Organization member() {
        return members.get(1);
    }

    /// For whom sources speak: everybody, each group, and some members, in turns. Of what is stored a member
    /// sees about a half.
    List<Audience> audiences() {
        var audiences = new ArrayList<Audience>();
        for (int n = 0; n < 2 * GROUPS; n++) {
            var amber = Audience.of(Tlp.AMBER, cert.key());
            audiences.add(
                    switch (n % 4) {
                        case 0, 1 -> Audience.of(Tlp.GREEN, cert.key());
                        case 2 -> amber.withGroup(groups.get(n / 2 % GROUPS));
                        default -> amber.withOrganization(members.get(n).key());
                    });
        }
        return audiences;
    }
}
