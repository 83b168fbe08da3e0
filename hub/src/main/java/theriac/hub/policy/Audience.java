package theriac.hub.policy;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import theriac.stix.Pap;
import theriac.stix.Tlp;

/// Who may see a claim, and what may be done with it. Who: a TLP 2.0 label as a set of recipients (FIRST TLP
/// 2.0), never as a rank.
///
/// The recipients are the owner, the named organisations and the members of the sharing groups. CLEAR and
/// GREEN without named recipients reach everybody and the community; with them, only them: a distribution
/// limit may narrow a label, a label never widens a limit. RED reaches the named people and nobody else, not
/// even their colleagues.
///
/// @param tlp the label
/// @param owner the organisation whose word it is (internal key)
/// @param organizations named recipients (internal keys)
/// @param groups sharing groups (internal keys)
/// @param people for RED: accounts (internal keys); ignored by the other labels
/// @param pap what its recipients may do with it ([Use]); empty: nothing is said
public record Audience(
        Tlp tlp,
        long owner,
        SortedSet<Long> organizations,
        SortedSet<Long> groups,
        SortedSet<Long> people,
        Optional<Pap> pap) {

    /// Without a word on what may be done with it.
    public Audience(
            Tlp tlp, long owner, SortedSet<Long> organizations, SortedSet<Long> groups, SortedSet<Long> people) {
        this(tlp, owner, organizations, groups, people, Optional.empty());
    }

    public Audience {
        organizations = copy(organizations);
        groups = copy(groups);
        people = copy(people);
    }

    /// What counts when nobody decided (law 2): the owner's organisation and no one else.
    public static Audience undecided(long owner) {
        return new Audience(Tlp.AMBER_STRICT, owner, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /// A label without a list of recipients: the owner (AMBER, AMBER+STRICT), the community (GREEN),
    /// everybody (CLEAR).
    public static Audience of(Tlp tlp, long owner) {
        return new Audience(tlp, owner, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    public Audience withOrganization(long organization) {
        var more = new TreeSet<>(organizations);
        more.add(organization);
        return new Audience(tlp, owner, more, groups, people, pap);
    }

    public Audience withGroup(long group) {
        var more = new TreeSet<>(groups);
        more.add(group);
        return new Audience(tlp, owner, organizations, more, people, pap);
    }

    public Audience withPerson(long account) {
        var more = new TreeSet<>(people);
        more.add(account);
        return new Audience(tlp, owner, organizations, groups, more, pap);
    }

    /// The same recipients under another label: what a marking inside an object makes of its source's audience.
    public Audience withTlp(Tlp other) {
        return new Audience(other, owner, organizations, groups, people, pap);
    }

    /// The same recipients, who may do this with it.
    public Audience withPap(Optional<Pap> other) {
        return new Audience(tlp, owner, organizations, groups, people, other);
    }

    /// True when no recipient is named, so that CLEAR and GREEN mean everybody and the community.
    public boolean unlimited() {
        return organizations.isEmpty() && groups.isEmpty();
    }

    /// Whether this reaches nobody whom the other does not reach and lets nobody do more, whatever groups
    /// and delegations hold now or later. False when that is not certain.
    public boolean within(Audience other) {
        if (owner != other.owner || tlp.compareTo(other.tlp) < 0 || strictness(pap) < strictness(other.pap)) {
            return false;
        }
        if (other.unlimited() && other.tlp.compareTo(Tlp.GREEN) <= 0) {
            return true;
        }
        if (tlp == Tlp.RED) {
            return other.tlp == Tlp.RED && other.people.containsAll(people);
        }
        boolean open = unlimited() && tlp.compareTo(Tlp.GREEN) <= 0;
        return !open && other.organizations.containsAll(organizations) && other.groups.containsAll(groups);
    }

    /// What is not said allows no less than CLEAR.
    private static int strictness(Optional<Pap> pap) {
        return pap.map(Pap::ordinal).orElse(-1);
    }

    /// One text per rule: equal rules are interned as one row. Rules that say nothing of use keep the text
    /// that they had before there was PAP.
    public String canonical() {
        return tlp + "|" + owner + "|" + organizations + "|" + groups + "|" + people
                + pap.map(label -> "|" + label.label()).orElse("");
    }

    private static SortedSet<Long> copy(SortedSet<Long> keys) {
        return java.util.Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    }
}
