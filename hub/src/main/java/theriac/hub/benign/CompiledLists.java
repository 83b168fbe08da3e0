package theriac.hub.benign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// All lists that are switched on, as one thing to look values up in: names, hashes, URLs and mail addresses in a table
/// of texts, networks in a table of prefixes, and the few regular expressions one by one. Immutable, pure, safe between
/// threads.
///
/// Names are compared up to the name that somebody registered and no further, by [PublicSuffixes]:
/// `cdn.bank.nl` is on a list of host names that has `bank.nl`, and `phish.vercel.app` is not on one that has
/// `vercel.app`. A URL whose host is listed is told to be so, but is not listed itself unless it is the front
/// page of that host.
public final class CompiledLists {

    private static final int LONGEST = 2_000;

    /// Networks larger than these hold half the world; blocking one is a mistake whoever says so.
    private static final int WIDEST_4 = 8;
    private static final int WIDEST_6 = 20;

    private final PublicSuffixes suffixes;
    private final List<Entry> lists;
    private final List<int[]> sets;
    private final TextTable texts;
    private final NetworkTable networks;
    private final Expressions expressions;

    private CompiledLists(Builder builder) {
        this.suffixes = builder.suffixes;
        this.lists = List.copyOf(builder.lists);
        this.sets = List.copyOf(builder.sets);
        this.texts = builder.texts;
        this.networks = builder.networks;
        this.expressions = builder.expressions;
    }

    private record Entry(String name, Set<ValueKind> kinds, boolean brake) {

        /// A list about names is about the hosts of URLs as well.
        boolean isAbout(ValueKind kind) {
            return kinds.contains(kind)
                    || kind == ValueKind.URL && (kinds.contains(ValueKind.DOMAIN) || kinds.contains(ValueKind.IPV4));
        }
    }

    public static Builder builder(PublicSuffixes suffixes) {
        return new Builder(suffixes);
    }

    /// How many distinct entries there are.
    public int size() {
        return texts.size() + networks.size() + expressions.size();
    }

    /// The lists that a value is on, those that are always there included: special networks and public suffixes.
    public List<Listing> find(NormalValue value) {
        var found = new ArrayList<Listing>(2);
        switch (value.kind()) {
            case DOMAIN -> name(value.text(), value.kind(), true, found);
            case IPV4, IPV6, CIDR ->
                IpNetwork.parse(value.text()).ifPresent(network -> network(network, value.kind(), true, found));
            case URL -> url(value.text(), found);
            case EMAIL -> mail(value.text(), found);
            default -> add(texts.find(exact(value)), value.kind(), true, found);
        }
        expressions.find(value.kind(), value.text(), list -> addOne(lists.get(list), true, found));
        return found;
    }

    /// Whether any list keeps a value out of what machines block.
    public boolean stops(NormalValue value) {
        for (var listing : find(value)) {
            if (listing.stops()) {
                return true;
            }
        }
        return false;
    }

    private void url(String url, List<Listing> found) {
        add(texts.find("u:" + url), ValueKind.URL, true, found);
        var host = host(url);
        boolean front = url.indexOf('/', url.indexOf("://") + 3) == url.length() - 1;
        var address = IpNetwork.parse(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        if (address.isPresent()) {
            network(address.get(), ValueKind.URL, front, found);
        } else if (host.indexOf('.') > 0) {
            name(host, ValueKind.URL, front, found);
            expressions.find(ValueKind.DOMAIN, host, list -> addOne(lists.get(list), front, found));
        }
    }

    /// The host of a URL in normal form.
    static String host(String url) {
        int start = url.indexOf("://") + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        var authority = url.substring(
                url.lastIndexOf('@', end - 1) + 1 > start ? url.lastIndexOf('@', end - 1) + 1 : start, end);
        int port = authority.lastIndexOf(':');
        return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    }

    private void mail(String address, List<Listing> found) {
        add(texts.find("m:" + address), ValueKind.EMAIL, true, found);
        var domain = address.substring(address.lastIndexOf('@') + 1);
        upwards(
                domain,
                suffixes.registrable(domain),
                rest -> add(texts.find("@:" + rest), ValueKind.EMAIL, false, found));
    }

    private void name(String name, ValueKind kind, boolean whole, List<Listing> found) {
        var registered = suffixes.registrable(name);
        if (registered.isEmpty()) {
            found.add(new Listing("Public suffixes", whole, true));
        }
        add(texts.find("e:" + name), kind, whole, found);
        if (name.startsWith("www.")) {
            add(texts.find("e:" + name.substring(4)), kind, whole, found);
        }
        upwards(name, registered, rest -> add(texts.find("h:" + rest), kind, whole, found));
    }

    /// The name and its parents up to the one that somebody registered; a suffix has only itself.
    private static void upwards(String name, String last, java.util.function.Consumer<String> each) {
        var rest = name;
        each.accept(rest);
        while (!last.isEmpty() && rest.length() > last.length()) {
            rest = rest.substring(rest.indexOf('.') + 1);
            each.accept(rest);
        }
    }

    private void network(IpNetwork network, ValueKind kind, boolean whole, List<Listing> found) {
        if (network.internal()) {
            found.add(new Listing("Special networks (private, local, multicast)", whole, true));
        }
        if (network.prefix() < (network.version4() ? WIDEST_4 : WIDEST_6)) {
            found.add(new Listing("Networks too large to block", whole, true));
        }
        networks.around(network).forEach(set -> add(set, kind, whole, found));
        if (!network.single()) {
            networks.inside(network).forEach(set -> add(set, kind, whole, found));
        }
    }

    private void add(int set, ValueKind kind, boolean whole, List<Listing> found) {
        if (set == 0) {
            return;
        }
        for (int list : sets.get(set)) {
            var entry = lists.get(list);
            if (entry.isAbout(kind)) {
                addOne(entry, whole, found);
            }
        }
    }

    private static void addOne(Entry entry, boolean whole, List<Listing> found) {
        var listing = new Listing(entry.name, whole, entry.brake);
        if (!found.contains(listing)) {
            found.add(listing);
        }
    }

    private static String exact(NormalValue value) {
        return "x:" + value.kind().code() + ":" + value.text();
    }

    /// For one thread.
    public static final class Builder {
        private final PublicSuffixes suffixes;
        private final List<Entry> lists = new ArrayList<>();
        private final List<int[]> sets = new ArrayList<>();
        private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();
        private final TextTable texts = new TextTable();
        private final NetworkTable networks = new NetworkTable();
        private final Expressions expressions = new Expressions();

        private Builder(PublicSuffixes suffixes) {
            this.suffixes = suffixes;
            sets.add(new int[0]);
        }

        /// Adds a list.
        ///
        /// @return how many of its entries could not be read or cannot be compared, see [Expressions]
        public int add(WarningList list, boolean brake) {
            int number = lists.size();
            lists.add(new Entry(list.name(), list.kinds(), brake));
            int unread = 0;
            for (var entry : list.entries()) {
                unread += isTaken(list, entry.strip(), number) ? 0 : 1;
            }
            return unread;
        }

        public CompiledLists build() {
            texts.trim();
            networks.trim();
            return new CompiledLists(this);
        }

        private boolean isTaken(WarningList list, String entry, int number) {
            if (entry.isEmpty() || entry.length() > LONGEST) {
                return false;
            }
            return switch (list.type()) {
                case CIDR -> network(entry, number);
                case HOSTNAME, SUBSTRING -> hostOrNetwork(list, entry, number);
                case STRING -> exactly(list, entry, number);
                case REGEX -> expressions.isTaken(entry, list.kinds(), number);
            };
        }

        private boolean hostOrNetwork(WarningList list, String entry, int number) {
            var text = entry.startsWith(".") || entry.startsWith("@") ? entry.substring(1) : entry;
            var name = Values.normalize(ValueKind.DOMAIN, text);
            name.ifPresent(domain -> {
                text("h:" + domain.text(), number);
                if (list.kinds().contains(ValueKind.EMAIL)) {
                    text("@:" + domain.text(), number);
                }
            });
            return name.isPresent() || network(entry, number);
        }

        /// `.google.nl` on a list of texts is no name, but stands for the names of one owner: lists of firms' own
        /// domains are written so.
        private boolean exactly(WarningList list, String entry, int number) {
            if (entry.startsWith(".") && list.kinds().contains(ValueKind.DOMAIN)) {
                return hostOrNetwork(list, entry, number);
            }
            boolean taken = false;
            for (var kind : list.kinds()) {
                var value = Values.normalize(kind, entry).filter(v -> v.kind() == kind);
                taken |= value.map(v -> exactly(v, number)).orElse(false);
            }
            return taken;
        }

        private boolean exactly(NormalValue value, int number) {
            switch (value.kind()) {
                case DOMAIN -> text("e:" + value.text(), number);
                case URL -> text("u:" + value.text(), number);
                case EMAIL -> text("m:" + value.text(), number);
                case IPV4, IPV6, CIDR -> network(value.text(), number);
                default -> text(exact(value), number);
            }
            return true;
        }

        private boolean network(String entry, int number) {
            Optional<IpNetwork> network = IpNetwork.parse(entry);
            network.ifPresent(n -> networks.put(n, with(networks.find(n), number)));
            return network.isPresent();
        }

        private void text(String key, int number) {
            texts.put(key, with(texts.find(key), number));
        }

        /// The number of a set of lists with one more in it.
        private int with(int set, int list) {
            var members = new ArrayList<Integer>();
            for (int member : sets.get(set)) {
                members.add(member);
            }
            if (members.contains(list)) {
                return set;
            }
            members.add(list);
            return setNumbers.computeIfAbsent(List.copyOf(members), all -> {
                sets.add(all.stream().mapToInt(Integer::intValue).toArray());
                return sets.size() - 1;
            });
        }
    }
}
