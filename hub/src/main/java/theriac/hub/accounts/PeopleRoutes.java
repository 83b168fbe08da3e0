package theriac.hub.accounts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Role;

/// The people of an organisation, for its admin and for the CERT's. Every address takes `organization`; absent,
/// it is the caller's own, and nobody but the CERT's admin finds another.
@RestController
public final class PeopleRoutes {

    private final Organizations organizations;
    private final People people;
    private final Tokens tokens;
    private final Database database;

    public PeopleRoutes(Organizations organizations, People people, Tokens tokens, Database database) {
        this.organizations = organizations;
        this.people = people;
        this.tokens = tokens;
        this.database = database;
    }

    /// @param mail empty for none
    /// @param lockedUntil after too many wrong passwords
    public record PersonRow(
            UUID id,
            String login,
            String name,
            String mail,
            List<String> roles,
            Instant createdAt,
            Optional<Instant> disabledAt,
            Optional<Instant> lockedUntil) {}

    public record InvitationRow(
            UUID id,
            String login,
            String name,
            String mail,
            List<String> roles,
            String by,
            Instant createdAt,
            Instant expiresAt) {}

    /// @param grants the roles that the caller may give here
    public record PeopleList(
            MemberRoutes.NamedRow organization,
            List<PersonRow> people,
            List<InvitationRow> invitations,
            List<String> grants) {}

    /// @param login the part before the @
    /// @param mail empty for none
    public record NewInvitation(String login, String name, String mail, String language, Set<String> roles) {}

    /// @param secret of a link that works once; shown now and never again
    public record OneTimeLink(String secret) {}

    public record PersonToSave(String name, String mail, Set<String> roles) {}

    @GetMapping("/api/people")
    @Requires(Permission.ADMINISTER_PEOPLE)
    PeopleList people(Caller caller, @RequestParam Optional<UUID> organization) {
        return list(admin(caller, organization));
    }

    @PostMapping("/api/people/invitations")
    @Requires(value = Permission.ADMINISTER_PEOPLE, confirmed = true)
    OneTimeLink invite(Caller caller, @RequestParam Optional<UUID> organization, @RequestBody NewInvitation wish) {
        var admin = admin(caller, organization);
        var asked = new People.Wish(wish.login(), wish.name(), wish.mail(), wish.language(), roles(wish.roles()));
        return new OneTimeLink(database.inTransaction(() -> people.invite(admin, asked)));
    }

    @DeleteMapping("/api/people/invitations/{id}")
    @Requires(Permission.ADMINISTER_PEOPLE)
    void takeBackInvitation(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        change(caller, organization, admin -> people.takeBack(admin, id));
    }

    @PutMapping("/api/people/{id}")
    @Requires(value = Permission.ADMINISTER_PEOPLE, confirmed = true)
    PeopleList changePerson(
            Caller caller,
            @RequestParam Optional<UUID> organization,
            @PathVariable UUID id,
            @RequestBody PersonToSave person) {
        var roles = roles(person.roles());
        return change(caller, organization, admin -> people.change(admin, id, person.name(), person.mail(), roles));
    }

    @PostMapping("/api/people/{id}/disabling")
    @Requires(value = Permission.ADMINISTER_PEOPLE, confirmed = true)
    PeopleList disablePerson(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        return change(caller, organization, admin -> people.disable(admin, id));
    }

    @DeleteMapping("/api/people/{id}/disabling")
    @Requires(Permission.ADMINISTER_PEOPLE)
    PeopleList enablePerson(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        return change(caller, organization, admin -> people.enable(admin, id));
    }

    @DeleteMapping("/api/people/{id}/sessions")
    @Requires(Permission.ADMINISTER_PEOPLE)
    PeopleList endSessions(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        return change(caller, organization, admin -> people.endSessions(admin, id));
    }

    @DeleteMapping("/api/people/{id}/lock")
    @Requires(Permission.ADMINISTER_PEOPLE)
    PeopleList unlock(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        return change(caller, organization, admin -> people.unlock(admin, id));
    }

    @PostMapping("/api/people/{id}/password-link")
    @Requires(value = Permission.ADMINISTER_PEOPLE, confirmed = true)
    OneTimeLink passwordLink(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        var admin = admin(caller, organization);
        return new OneTimeLink(database.inTransaction(() -> people.resetLink(admin, id)));
    }

    /// Removes what only the person herself and an admin over her may remove.
    void forFactor(Caller caller, Optional<UUID> organization, UUID id, LongConsumer remove) {
        change(caller, organization, admin -> remove.accept(people.load(admin, id)));
    }

    private PeopleList change(Caller caller, Optional<UUID> organization, Consumer<People.Admin> change) {
        var admin = admin(caller, organization);
        database.inTransaction(() -> change.accept(admin));
        tokens.forgetSeen();
        return list(admin);
    }

    private People.Admin admin(Caller caller, Optional<UUID> organization) {
        var session = caller.session()
                .orElseThrow(() -> Problem.notAllowed("People are cared for by people, not by machines."));
        return new People.Admin(
                session.account(),
                caller.viewer().may(Permission.ADMINISTER_MEMBERS),
                organizations.administered(caller.viewer(), organization));
    }

    private PeopleList list(People.Admin admin) {
        return new PeopleList(
                new MemberRoutes.NamedRow(
                        admin.organization().id(), admin.organization().name()),
                people.list(admin.organization()).stream()
                        .map(PeopleRoutes::row)
                        .toList(),
                people.invitations(admin.organization()).stream()
                        .map(PeopleRoutes::row)
                        .toList(),
                texts(admin.grants()));
    }

    private static PersonRow row(People.Person person) {
        return new PersonRow(
                person.account().id(),
                person.account().login(),
                person.account().name(),
                person.mail(),
                texts(person.account().roles()),
                person.createdAt(),
                person.disabledAt(),
                person.lockedUntil());
    }

    private static InvitationRow row(People.Invitation invitation) {
        return new InvitationRow(
                invitation.id(),
                invitation.login(),
                invitation.name(),
                invitation.mail(),
                texts(invitation.roles()),
                invitation.by(),
                invitation.createdAt(),
                invitation.expiresAt());
    }

    private static List<String> texts(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::text).toList();
    }

    static Set<Role> roles(Set<String> texts) {
        return texts.stream()
                .map(text -> Role.parse(text)
                        .orElseThrow(() -> Problem.badRequest("There is no role \"%s\".".formatted(text))))
                .collect(Collectors.toSet());
    }
}
