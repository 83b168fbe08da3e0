package theriac.hub.publications;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.SharingGroups;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.publications.Flow.Step;
import theriac.hub.publications.Target.Rule;
import theriac.stix.Tlp;

/// For whom a warning is. A target never widens a label: who meets a rule gets the warning only
/// when it would have got
/// it without any rule, so rules take recipients away and never add one. Thread-safe.
public final class Targeting {

    private static final int MOST = 200;
    private static final int LONGEST_THING = 300;
    private static final int SHOWN_THINGS = 5;

    private final Database database;
    private final Publications publications;
    private final PublicationSql sql;
    private final TargetSql targets;
    private final OutboxSql outbox;
    private final Organizations organizations;
    private final SharingGroups groups;
    private final Viewers viewers;
    private final Photo photo;
    private final Witnesses witnesses;

    public Targeting(
            Database database,
            Publications publications,
            Organizations organizations,
            SharingGroups groups,
            Viewers viewers,
            Photo photo,
            Witnesses witnesses) {
        this.database = database;
        this.publications = publications;
        this.sql = new PublicationSql(database.jdbc());
        this.targets = new TargetSql(database.jdbc());
        this.outbox = new OutboxSql(database.jdbc());
        this.organizations = organizations;
        this.groups = groups;
        this.viewers = viewers;
        this.photo = photo;
        this.witnesses = witnesses;
    }

    List<Target> targets(Publication publication) {
        return targets.list(publication.key());
    }

    /// Of the organisation or group that a rule is about; "" when it is about neither.
    String name(Target target) {
        return switch (target.rule()) {
            case ORGANIZATION ->
                uuid(target.subject())
                        .flatMap(organizations::find)
                        .map(Organization::name)
                        .orElse("");
            case GROUP ->
                organizations.groups().stream()
                        .filter(group -> group.id().toString().equals(target.subject()))
                        .map(Organizations.Group::name)
                        .findFirst()
                        .orElse("");
            case KIND, ASSETS, SIGHTINGS -> "";
        };
    }

    /// Puts these rules in the place of all that were there; who wrote them may not approve the
    /// warning. A rule about what scouts saw can only be kept or taken away here, see [#sightings].
    ///
    /// @param read the rules that were read; empty: overwrite whatever is there
    /// @throws Problem when it is no draft, somebody changed it meanwhile, or a rule is about
    ///     nothing that there is
    void choose(Viewer.Party editor, UUID id, Optional<List<Target>> read, List<Target> wanted) {
        if (wanted.size() > MOST) {
            throw Problem.badRequest("A warning has at most %d rules on who gets it; make a group.".formatted(MOST));
        }
        database.inTransaction(() -> {
            var publication = editable(editor, id);
            var before = targets.list(publication.key());
            if (read.isPresent() && !named(read.get()).equals(named(before))) {
                throw Problem.conflict(
                        "Somebody changed for whom it is since you loaded it; load it again and repeat your change.");
            }
            var checked = new LinkedHashMap<String, Target>();
            for (var target : wanted) {
                var known = checked(target, before);
                checked.put(named(known), known);
            }
            replace(editor, publication, List.copyOf(checked.values()));
        });
    }

    /// Adds those whose scouts saw one of the warning's values. The CERT learns who they are, so it
    /// takes a purpose, which they read.
    ///
    /// @throws Problem when nobody saw it, or the purpose is missing
    void sightings(Viewer.Party editor, UUID id, String purpose) {
        database.inTransaction(() -> {
            var publication = editable(editor, id);
            var values = publication.indicators().stream()
                    .map(Publication.Indicator::value)
                    .toList();
            if (values.isEmpty()) {
                throw Problem.conflict("The warning has no values yet that a scout could have seen; add them first.");
            }
            var saw = witnesses.saw(editor, values, purpose);
            if (saw.isEmpty()) {
                throw Problem.conflict("No organisation told the hub that it saw one of these values.");
            }
            var rules = new ArrayList<>(targets.list(publication.key()));
            rules.removeIf(rule -> rule.rule() == Rule.SIGHTINGS);
            rules.add(new Target(
                    Rule.SIGHTINGS, purpose.strip(), saw.stream().sorted().toList()));
            replace(editor, publication, rules);
        });
    }

    /// Whether somebody may be told who meets the warning's rules about what scouts saw: only who
    /// asked it herself, for the purpose that those organisations read. True when there is no such
    /// rule.
    boolean mayKnowWhoSaw(Viewer viewer, Publication publication) {
        return targets.list(publication.key()).stream()
                .filter(rule -> rule.rule() == Rule.SIGHTINGS)
                .allMatch(rule -> witnesses.asked(viewer, rule.subject()));
    }

    private static Set<String> named(List<Target> rules) {
        return rules.stream().map(Targeting::named).collect(Collectors.toSet());
    }

    private static String named(Target rule) {
        return rule.rule().text() + " " + rule.subject();
    }

    private Publication editable(Viewer.Party editor, UUID id) {
        var publication = publications.locked(editor, id);
        Flow.take(publication.state(), Step.EDIT, Publications.actor(editor, publication));
        if (publication.updates()) {
            throw Problem.conflict(
                    "An update goes to who has the warning, so it has no rules of its own. Write a new warning for others.");
        }
        return publication;
    }

    private void replace(Viewer.Party editor, Publication publication, List<Target> rules) {
        targets.replace(publication.key(), rules);
        sql.addEditor(publication.key(), editor.account());
    }

    private Target checked(Target wanted, List<Target> before) {
        var subject = wanted.subject().strip();
        var unknown = Problem.badRequest(
                "The rule \"%s\" is about \"%s\", which the hub does not know; choose it from the list."
                        .formatted(wanted.rule().text(), subject));
        return switch (wanted.rule()) {
            case ORGANIZATION -> {
                var found = uuid(subject).flatMap(organizations::find).filter(Organization::isMember);
                yield new Target(
                        Rule.ORGANIZATION, found.orElseThrow(() -> unknown).id().toString());
            }
            case GROUP -> {
                var id = uuid(subject)
                        .filter(each -> organizations.findGroup(each).isPresent());
                yield new Target(Rule.GROUP, id.orElseThrow(() -> unknown).toString());
            }
            case KIND -> {
                if (organizations.members().stream().noneMatch(o -> o.kind().equals(subject))) {
                    throw unknown;
                }
                yield new Target(Rule.KIND, subject);
            }
            case ASSETS -> {
                if (subject.length() > LONGEST_THING || subject.chars().anyMatch(Character::isISOControl)) {
                    throw Problem.badRequest(
                            "A thing is written with at most %d plain characters.".formatted(LONGEST_THING));
                }
                yield new Target(Rule.ASSETS, subject);
            }
            case SIGHTINGS ->
                before.stream()
                        .filter(old ->
                                old.rule() == Rule.SIGHTINGS && old.subject().equals(subject))
                        .findFirst()
                        .orElseThrow(
                                () -> Problem.badRequest(
                                        "Who saw something is asked for with a purpose; this rule can only be kept or taken away here."));
        };
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// Who would get it if it were sent now.
    Recipients recipients(Publication publication) {
        if (publication.updates()) {
            return holders(publication);
        }
        var rules = targets.list(publication.key());
        var label = audience(publication);
        var limit = publications.limit(publication.origin());
        var all = organizations.all().stream()
                .filter(o -> o.closedAt().isEmpty() && !o.isCert())
                .toList();
        var reasons = rules.isEmpty() ? everybody(all) : reasons(publication, rules, all);
        var lines = all.stream()
                .filter(o -> o.isMember() || reasons.containsKey(o.key()))
                .map(o -> line(o, reasons.getOrDefault(o.key(), List.of()), label, limit))
                .sorted(Comparator.comparing(line -> line.organization().name()))
                .toList();
        // What is for the world stays for the world: rules then only say to whom it is sent.
        boolean open = publication.tlp() == Tlp.CLEAR || (rules.isEmpty() && limit.open());
        return new Recipients(open ? label : narrowed(publication, lines), lines);
    }

    /// Of an update: who has the warning and may still have it, whatever rules it met then.
    private Recipients holders(Publication update) {
        var warning = sql.find(update.edition().of().orElseThrow().key()).orElseThrow();
        var label = audience(warning);
        var limit = publications.limit(update.origin());
        var holders = outbox.holders(warning.key());
        var reasons = List.of(new Recipients.Reason("holder", "", List.of()));
        var lines = organizations.all().stream()
                .filter(o -> o.closedAt().isEmpty() && holders.containsKey(o.key()))
                .map(o -> line(o, reasons, label, limit))
                .sorted(Comparator.comparing(line -> line.organization().name()))
                .toList();
        return new Recipients(label, lines);
    }

    private Recipients.Line line(
            Organization organization, List<Recipients.Reason> reasons, Audience label, Origin.Limit limit) {
        var viewer = viewers.organization(organization);
        var refused = !organization.isMember()
                ? "no-member"
                : !Visibility.allows(viewer, label)
                        ? "label"
                        : !limit.reaches(viewer) ? "source" : reasons.isEmpty() ? "not-meant" : "";
        return new Recipients.Line(organization, refused.isEmpty() ? reasons : List.of(), refused);
    }

    /// Whom the label reaches without any rule: with CLEAR everybody, otherwise the members, read
    /// by the label's rule.
    private Audience audience(Publication publication) {
        var audience = Audience.of(publication.tlp(), publication.owner());
        return publication.tlp() == Tlp.CLEAR
                ? audience
                : audience.withGroup(organizations.group(Organizations.MEMBERS));
    }

    /// Whom a stricter label reaches among those who get a warning: never anybody else.
    ///
    /// @param recipients as they are when it is sent
    /// @param whole under which the rest of the warning leaves
    Audience ofSection(Publication publication, Recipients recipients, Audience whole, Tlp label) {
        var reached = whole.withTlp(label);
        if (whole.unlimited()) {
            // What is for the world is sent to some: its sections are for those.
            long first = publication.edition().of().map(Edition.Of::key).orElse(publication.key());
            boolean all = targets.list(first).isEmpty()
                    && publications.limit(publication.origin()).open();
            reached = all
                    ? Audience.of(label, publication.owner()).withGroup(organizations.group(Organizations.MEMBERS))
                    : narrowed(publication, recipients.lines()).withTlp(label);
        }
        if (label.compareTo(publication.tlp()) <= 0 || !reached.within(whole)) {
            throw new IllegalStateException("A section would reach more people than its warning.");
        }
        return reached;
    }

    /// Those who get it by their own names: who joins a group later was not meant.
    private static Audience narrowed(Publication publication, List<Recipients.Line> lines) {
        return only(
                publication.tlp(),
                publication.owner(),
                lines.stream()
                        .filter(Recipients.Line::receives)
                        .map(line -> line.organization().key())
                        .toList());
    }

    /// A label for these organisations by their own names, and its owner (internal keys).
    static Audience only(Tlp label, long owner, Collection<Long> organizations) {
        var audience = Audience.of(label, owner).withOrganization(owner);
        for (long organization : organizations) {
            audience = audience.withOrganization(organization);
        }
        return audience;
    }

    private static Map<Long, List<Recipients.Reason>> everybody(List<Organization> all) {
        var reason = List.of(new Recipients.Reason("everybody", "", List.of()));
        return all.stream().filter(Organization::isMember).collect(Collectors.toMap(Organization::key, o -> reason));
    }

    private Map<Long, List<Recipients.Reason>> reasons(
            Publication publication, List<Target> rules, List<Organization> all) {
        var reasons = new HashMap<Long, List<Recipients.Reason>>();
        Map<String, Set<Long>> inGroups = groups.list().stream()
                .collect(Collectors.toMap(group -> group.id().toString(), group -> Set.copyOf(group.members())));
        for (var rule : rules) {
            var met = switch (rule.rule()) {
                case ORGANIZATION -> of(all, o -> o.id().toString().equals(rule.subject()));
                case GROUP ->
                    of(all, o -> inGroups.getOrDefault(rule.subject(), Set.of()).contains(o.key()));
                case KIND -> of(all, o -> o.kind().equals(rule.subject()));
                case SIGHTINGS -> of(all, o -> rule.organizations().contains(o.key()));
                case ASSETS -> rule.subject().isEmpty() ? named(publication) : photo.having(rule.subject());
            };
            met.forEach((key, because) -> reasons.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new Recipients.Reason(
                            rule.rule().text(),
                            rule.subject(),
                            because.stream().limit(SHOWN_THINGS).toList())));
        }
        return reasons;
    }

    private Map<Long, List<String>> named(Publication p) {
        var texts = Stream.of(p.dutch(), p.english())
                .flatMap(words -> Stream.of(words.title(), words.summary(), words.advice()))
                .toList();
        return photo.named(
                texts, p.indicators().stream().map(Publication.Indicator::value).toList());
    }

    private static Map<Long, List<String>> of(List<Organization> all, Function<Organization, Boolean> meets) {
        return all.stream().filter(meets::apply).collect(Collectors.toMap(Organization::key, o -> List.of()));
    }
}
