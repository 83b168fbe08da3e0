package theriac.hub.app;

import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.ingest.RedReaders;
import theriac.hub.knowledge.Recipients;

/// Who can be a recipient, from the list of who takes part.
record KnownRecipients(Organizations organizations, RedReaders.People people) implements Recipients {

    @Override
    public Optional<Known> organization(UUID id) {
        return organizations.find(id).map(KnownRecipients::known);
    }

    @Override
    public Optional<Known> organization(long key) {
        return organizations.find(key).map(KnownRecipients::known);
    }

    @Override
    public Optional<Known> group(UUID id) {
        return organizations.groups().stream()
                .filter(group -> group.id().equals(id))
                .map(group -> new Known(group.key(), group.id(), group.name()))
                .findFirst();
    }

    @Override
    public Optional<Known> group(long key) {
        return organizations.groups().stream()
                .filter(group -> group.key() == key)
                .map(group -> new Known(group.key(), group.id(), group.name()))
                .findFirst();
    }

    @Override
    public Optional<Reader> reader(String login) {
        return people.find(login).map(KnownRecipients::reader);
    }

    @Override
    public Optional<Reader> reader(long account) {
        return people.find(account).map(KnownRecipients::reader);
    }

    private static Reader reader(RedReaders.Person person) {
        return new Reader(person.account(), person.login(), person.name());
    }

    private static Known known(Organization organization) {
        return new Known(organization.key(), organization.id(), organization.name());
    }
}
