package theriac.hub.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import theriac.hub.accounts.Account;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.SharingGroups;
import theriac.hub.accounts.Tokens;
import theriac.hub.benign.Listing;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Resolver;
import theriac.hub.ingest.Access;
import theriac.hub.ingest.CredentialRoutes;
import theriac.hub.ingest.DeliveryLimits;
import theriac.hub.ingest.Feeds;
import theriac.hub.ingest.Ingest;
import theriac.hub.ingest.MarkKeeper;
import theriac.hub.ingest.Plans;
import theriac.hub.ingest.Preset;
import theriac.hub.ingest.PresetRoutes;
import theriac.hub.ingest.PreviewRoutes;
import theriac.hub.ingest.PurgeRoutes;
import theriac.hub.ingest.Push;
import theriac.hub.ingest.PushRoutes;
import theriac.hub.ingest.RedReaderRoutes;
import theriac.hub.ingest.RedReaders;
import theriac.hub.ingest.ScorecardRoutes;
import theriac.hub.ingest.SourceEditRoutes;
import theriac.hub.ingest.SourcePurge;
import theriac.hub.ingest.SourceRecipients;
import theriac.hub.ingest.SourceRoutes;
import theriac.hub.ingest.Surroundings;
import theriac.hub.ingest.TaxiiPoll;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Marks;
import theriac.hub.store.Scorecards;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.vault.Seal;
import theriac.hub.vault.Vault;
import theriac.stix.value.NormalValue;
import theriac.taxii.server.TokenBuckets;

/// Intelligence comes in.
@Configuration(proxyBeanMethods = false)
class IngestWiring {

    private static final int PUSHES_AT_ONCE = 30;
    private static final Duration A_PUSH_EVERY = Duration.ofSeconds(2);

    @Bean
    Surroundings surroundings(Organizations organizations, WarningLists lists) {
        return new KnownHere(organizations, lists);
    }

    @Bean
    MarkKeeper markKeeper(Store store, Surroundings here, WarningLists lists, Clock clock) {
        return new MarkKeeper(store.marks(), here, lists::stamp, clock).start();
    }

    @Bean
    Ingest ingest(Store store, Organizations organizations, Surroundings here) {
        return new Ingest(
                store.deliveries(),
                store.claims(),
                key -> organizations.find(key).orElseThrow().identity(),
                here,
                DeliveryLimits.standard());
    }

    @Bean
    Vault vault(Database database, HubConfig config, Clock clock) {
        return new Vault(database, Seal.of(config.dataFolder().resolve(VaultCommand.KEY)), clock);
    }

    @Bean
    Fetcher fetcher(HubConfig config) {
        return config.playground() ? new Fetcher(Resolver.thisMachine(), null) : new Fetcher();
    }

    @Bean
    Plans plans(Database database, Clock clock) {
        return new Plans(database, clock, new SecureRandom());
    }

    @Bean
    Feeds feeds(
            Store store,
            Ingest ingest,
            Plans plans,
            Vault vault,
            Fetcher fetcher,
            HubConfig config,
            Surroundings here,
            Clock clock) {
        var access = new Access(vault::open, FetchLimits.standard());
        var taxii = new TaxiiPoll(
                store.sources(),
                store.deliveries(),
                store.claims(),
                access,
                fetcher,
                here,
                DeliveryLimits.standard(),
                clock);
        var ground = new Feeds.Ground(ingest, store.sources(), store.deliveries(), plans, access, fetcher, clock);
        var folders = new Feeds.Folders(
                config.dataFolder().resolve("spool"), config.dataFolder().resolve("inbox"));
        return Feeds.of(ground, taxii, folders).start();
    }

    @Bean
    SourceRoutes sourceRoutes(Store store, Ingest ingest, Feeds feeds, Plans plans) {
        return new SourceRoutes(store.sources(), store.deliveries(), ingest, feeds, plans);
    }

    @Bean
    SourceEditRoutes sourceEditRoutes(
            Store store,
            Plans plans,
            Feeds feeds,
            Organizations organizations,
            Database database,
            SourceRecipients outside,
            Proposals waiting) {
        return new SourceEditRoutes(
                store,
                plans,
                feeds,
                new SourceParties(organizations, new SharingGroups(database.jdbc())),
                outside,
                waiting);
    }

    @Bean
    RedReaders.People namedPeople(Accounts accounts, Organizations organizations) {
        return new NamedPeople(accounts, organizations);
    }

    @Bean
    RedReaders redReaders(Store store, RedReaders.People people) {
        return new RedReaders(store, people);
    }

    @Bean
    RedReaderRoutes redReaderRoutes(Store store, RedReaders readers, Proposals waiting) {
        return new RedReaderRoutes(store.sources(), readers, waiting);
    }

    @Bean
    SourceRecipients sourceRecipients(Store store, Organizations organizations, Database database) {
        return new SourceRecipients(
                store.sources(), new SourceParties(organizations, new SharingGroups(database.jdbc())));
    }

    @Bean
    CredentialRoutes credentialRoutes(Vault vault) {
        return new CredentialRoutes(vault);
    }

    @Bean
    PresetRoutes presetRoutes(Database database, SourceEditRoutes sources, Clock clock) {
        return new PresetRoutes(Preset.all(), database, sources, clock);
    }

    @Bean
    ScorecardRoutes scorecardRoutes(Database database, Store store, Clock clock) {
        return new ScorecardRoutes(store.sources(), new Scorecards(database, store.audiences(), clock));
    }

    @Bean
    PreviewRoutes previewRoutes(Store store, Ingest ingest, Vault vault, Fetcher fetcher, Clock clock) {
        var access = new Access(vault::open, FetchLimits.standard());
        return new PreviewRoutes(store.sources(), ingest, access, fetcher, clock);
    }

    @Bean
    PushRoutes pushRoutes(
            Store store,
            Ingest ingest,
            Plans plans,
            HubConfig config,
            Tokens tokens,
            Organizations organizations,
            Clock clock) {
        var spool = config.dataFolder().resolve("spool");
        return new PushRoutes(
                store.sources(),
                store.deliveries(),
                new Push(ingest, store.deliveries(), plans, spool),
                new SourceKeys(tokens, organizations),
                new TokenBuckets<>(PUSHES_AT_ONCE, A_PUSH_EVERY, clock));
    }

    @Bean
    SourcePurge sourcePurge(Store store, Organizations organizations) {
        return new SourcePurge(
                store,
                key -> organizations.cert().filter(cert -> cert.key() == key).isPresent());
    }

    @Bean
    PurgeRoutes purgeRoutes(Store store, Ingest ingest, SourcePurge purge, Proposals waiting) {
        return new PurgeRoutes(store, ingest, purge, waiting);
    }

    /// Sharing groups, and what is often mistaken for bad.
    private record KnownHere(Organizations organizations, WarningLists lists) implements Surroundings {
        @Override
        public OptionalLong group(UUID id) {
            return organizations.findGroup(id);
        }

        @Override
        public boolean keepsSightings(long organization) {
            return organizations
                    .find(organization)
                    .filter(owner -> owner.isMember() || owner.kind().equals("security-firm"))
                    .isPresent();
        }

        /// The page of a listed host is no listed value: strangers keep things there.
        @Override
        public List<String> marks(List<NormalValue> values) {
            return values.isEmpty()
                    ? List.of()
                    : lists.find(values).values().stream()
                            .flatMap(List::stream)
                            .filter(Listing::whole)
                            .map(listing -> Marks.PREFIX + listing.list())
                            .distinct()
                            .sorted()
                            .toList();
        }
    }

    /// Where sources and keys meet. A key belongs to the organisation whose word the source is.
    private record SourceKeys(Tokens tokens, Organizations organizations) implements PushRoutes.Keys {
        @Override
        public PushRoutes.PushKeyIssued issue(Source source, String name) {
            var owner = organizations.find(source.organization()).orElseThrow();
            var issued = tokens.issueForSource(owner, name, source.key());
            return new PushRoutes.PushKeyIssued(shown(issued.token()), issued.secret());
        }

        @Override
        public List<PushRoutes.PushKey> list(Source source) {
            return tokens.listForSource(source.key()).stream()
                    .map(SourceKeys::shown)
                    .toList();
        }

        @Override
        public void revoke(Source source, UUID id) {
            if (tokens.listForSource(source.key()).stream()
                    .noneMatch(token -> token.id().equals(id))) {
                throw Problem.notFound("The source has no such key; it may have been revoked already.");
            }
            tokens.revoke(source.organization(), id);
        }

        @Override
        public OptionalLong source(String authorization) {
            var bound = tokens.findInHeader(authorization).flatMap(Tokens.Token::source);
            return bound.isPresent() ? OptionalLong.of(bound.get()) : OptionalLong.empty();
        }

        private static PushRoutes.PushKey shown(Tokens.Token token) {
            return new PushRoutes.PushKey(
                    token.id(), token.name(), token.prefix(), token.createdAt(), token.lastUsedAt());
        }
    }

    /// Who can be named for TLP:RED. People of partners and firms cannot: they are nobody's colleagues
    /// here.
    private record NamedPeople(Accounts accounts, Organizations organizations) implements RedReaders.People {
        @Override
        public Optional<RedReaders.Person> find(String login) {
            return accounts.find(login).flatMap(this::ofTheSector);
        }

        @Override
        public Optional<RedReaders.Person> find(long account) {
            return accounts.find(account).flatMap(this::ofTheSector);
        }

        private Optional<RedReaders.Person> ofTheSector(Account account) {
            return organizations
                    .find(account.organization())
                    .filter(found -> found.closedAt().isEmpty() && (found.isMember() || found.isCert()))
                    .map(found -> new RedReaders.Person(account.key(), account.login(), account.name(), found.name()));
        }
    }

    /// Where sources and organisations meet.
    private record SourceParties(Organizations organizations, SharingGroups sharing)
            implements SourceEditRoutes.Parties {
        @Override
        public Optional<Long> find(UUID id) {
            return organizations.find(id).map(Organization::key);
        }

        @Override
        public UUID id(long key) {
            return organizations.find(key).orElseThrow().id();
        }

        @Override
        public Optional<String> outside(UUID id) {
            return organizations
                    .find(id)
                    .filter(found -> !found.isMember() && !found.isCert())
                    .map(Organization::name);
        }

        @Override
        public Optional<Long> group(UUID id) {
            var key = organizations.findGroup(id);
            return key.isPresent() ? Optional.of(key.getAsLong()) : Optional.empty();
        }

        @Override
        public UUID groupId(long key) {
            return organizations.groups(Set.of(key)).getFirst().id();
        }

        @Override
        public Optional<String> outsideIn(UUID group) {
            return sharing.list().stream()
                    .filter(each -> each.id().equals(group))
                    .findFirst()
                    .flatMap(found -> {
                        var outside = found.members().stream()
                                .flatMap(key -> organizations.find(key).stream())
                                .flatMap(member -> outside(member.id()).stream())
                                .sorted()
                                .toList();
                        return outside.isEmpty()
                                ? Optional.empty()
                                : Optional.of("%s (%s)".formatted(found.name(), String.join(", ", outside)));
                    });
        }

        @Override
        public long cert() {
            return organizations.cert().orElseThrow().key();
        }
    }
}
