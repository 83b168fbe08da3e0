package theriac.hub.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.core.DeskLookups;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// How old the domains of reported messages are (ADR 049): asked of the operator's RDAP service, behind the
/// desk's back, one question at a time, so that no server delays anybody. Nobody is asked about what a
/// marking forbids, about members' own names, names on lists, and names inside. Thread-safe.
public final class DomainAges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DomainAges.class);

    /// Twenty questions a minute.
    private static final Duration PACE = Duration.ofSeconds(3);

    private static final Duration OLD_REPORT = Duration.ofDays(7);
    private static final Duration STALE = Duration.ofDays(30);
    private static final Duration UNKNOWN_STALE = Duration.ofDays(1);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int MOST_ATTEMPTS = 5;
    private static final int BATCH = 50;
    private static final int LARGEST = 256 << 10;

    private static final FetchLimits LIMITS = FetchLimits.standard()
            .withBytes(LARGEST)
            .withTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20));

    /// What a reporter wrote beside the message.
    private static final Pattern FORBIDDING = Pattern.compile("(?i)\\bPAP\\s?:\\s?(RED|AMBER)\\b");

    private final Database database;
    private final DomainAgeSql sql;
    private final Optional<RdapServices> services;
    private final AddressRules rules;
    private final Fetcher fetcher;
    private final NameRules names;
    private final Clock clock;
    private final Duration pace;
    private final Thread thread = Thread.ofVirtual().name("domain-ages").unstarted(this::loop);

    /// @param settings without a service nobody is asked, and nothing is shown
    public DomainAges(Database database, DeskLookups settings, Fetcher fetcher, NameRules names, Clock clock) {
        this(database, settings, fetcher, names, clock, PACE);
    }

    /// @param pace between questions
    DomainAges(Database database, DeskLookups settings, Fetcher fetcher, NameRules names, Clock clock, Duration pace) {
        this.database = database;
        this.sql = new DomainAgeSql(database.jdbc());
        this.services = settings.rdap() ? Optional.of(RdapServices.of(settings)) : Optional.empty();
        this.rules = AddressRules.allowing(settings.rdapAllow());
        this.fetcher = fetcher;
        this.names = names;
        this.clock = clock;
        this.pace = pace;
    }

    /// Begins to ask, when there is somebody to ask.
    public DomainAges start() {
        if (on()) {
            thread.start();
        }
        return this;
    }

    /// Whether the operator has set somebody to ask.
    boolean on() {
        return services.isPresent();
    }

    private void loop() {
        try {
            while (true) {
                try {
                    look();
                    ask();
                } catch (RuntimeException outage) {
                    LOG.warn("The ages of domains are asked later: {}", outage.getMessage());
                }
                Thread.sleep(pace);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes down which domains of new reports are asked for.
    void look() {
        database.inTransaction(() -> {
            var fresh = sql.fresh(BATCH);
            var now = clock.instant();
            for (var report : fresh) {
                if (report.received().isAfter(now.minus(OLD_REPORT))) {
                    look(report, now);
                }
            }
            sql.looked(fresh.stream().map(DomainAgeSql.Fresh::key).toList());
        });
    }

    private void look(DomainAgeSql.Fresh report, Instant now) {
        boolean forbidden = report.forbidden() || forbids(report.text());
        var values = byDomain(sql.values(report.key()));
        var asked = new LinkedHashSet<NormalValue>();
        values.forEach((domain, all) -> {
            asked.addAll(all);
            asked.add(new NormalValue(ValueKind.DOMAIN, domain));
        });
        var marked = names.marked(asked);
        values.forEach((domain, all) -> {
            var reason = forbidden
                            || marked.contains(new NormalValue(ValueKind.DOMAIN, domain))
                            || all.stream().anyMatch(marked::contains)
                    ? Optional.of("marked")
                    : names.withheld(domain);
            reason.ifPresentOrElse(
                    why -> sql.withheld(domain, why, now),
                    () -> sql.wanted(domain, now, now.minus(STALE), now.minus(UNKNOWN_STALE)));
        });
    }

    /// Whether the reporter wrote that nobody outside is to be asked.
    static boolean forbids(String text) {
        return FORBIDDING.matcher(text).find();
    }

    private Map<String, Set<NormalValue>> byDomain(Collection<NormalValue> values) {
        var domains = new LinkedHashMap<String, Set<NormalValue>>();
        for (var value : values) {
            domain(value)
                    .ifPresent(domain -> domains.computeIfAbsent(domain, d -> new LinkedHashSet<>())
                            .add(value));
        }
        return domains;
    }

    private Optional<String> domain(NormalValue value) {
        return Hosts.of(value).map(names::registrable).filter(domain -> !domain.isEmpty());
    }

    /// Asks about one domain that is due.
    ///
    /// @return whether there was one
    boolean ask() {
        var now = clock.instant();
        var due = sql.take(now, now.plus(LEASE));
        due.ifPresent(this::ask);
        return due.isPresent();
    }

    private void ask(DomainAgeSql.Due due) {
        var question = services.flatMap(all -> all.question(due.domain()));
        if (question.isEmpty()) {
            sql.answered(due.domain(), "unknown", "no-service", null, "", clock.instant());
            return;
        }
        try {
            answered(due.domain(), question.get());
        } catch (FetchFailure failure) {
            failed(due, question.get(), failure);
        } catch (IOException broken) {
            failed(
                    due,
                    question.get(),
                    new FetchFailure(FetchFailure.Kind.BROKEN, String.valueOf(broken.getMessage())));
        }
    }

    private void answered(String domain, URI question) throws IOException {
        var request = FetchRequest.of(question, rules, LIMITS).with("Accept", "application/rdap+json");
        try (var fetched = fetcher.fetch(request)) {
            var text = new String(fetched.body().readAllBytes(), StandardCharsets.UTF_8);
            var now = clock.instant();
            var answer = RdapAnswer.read(text, domain, now);
            var server = String.valueOf(fetched.address().getHost());
            var date = answer.registered().orElse(null);
            var problem = date != null ? "" : answer.sound() ? "no-date" : "nonsense";
            sql.answered(domain, date == null ? "unknown" : "registered", problem, date, server, now);
        }
    }

    /// A server that does not know the domain has answered; whoever is away or busy is asked again, later each
    /// time.
    private void failed(DomainAgeSql.Due due, URI question, FetchFailure failure) {
        var now = clock.instant();
        var server = String.valueOf(question.getHost());
        boolean passing = switch (failure.kind()) {
            case STATUS -> failure.status() == 429 || failure.status() >= 500;
            case TIMEOUT, UNREACHABLE, UNKNOWN_HOST, BROKEN -> true;
            case REFUSED_ADDRESS, UNTRUSTED, TOO_LARGE, REDIRECT -> false;
        };
        if (failure.status() == 404) {
            sql.answered(due.domain(), "unknown", "not-found", null, server, now);
        } else if (passing && due.attempts() < MOST_ATTEMPTS) {
            var pause = Duration.ofMinutes(1L << (2 * due.attempts()));
            sql.again(due.domain(), now.plus(failure.retryAfter().orElse(pause)));
        } else {
            LOG.warn("The age of a domain was not told: {}", failure.sentence());
            sql.answered(due.domain(), "unknown", passing ? "unreachable" : "nonsense", null, server, now);
        }
    }

    /// What is known of the domains in what was read; empty when nobody is ever asked.
    List<DomainAge> of(Reading reading) {
        return on() ? sql.find(domains(reading)) : List.of();
    }

    private Set<String> domains(Reading reading) {
        return reading.values().stream()
                .filter(found -> !found.benign())
                .flatMap(found -> domain(found.value()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The same readings, with a remark for each of the youngest domains.
    List<Reading> aged(List<Reading> readings) {
        if (!on()) {
            return readings;
        }
        var wanted =
                readings.stream().collect(Collectors.toMap(Function.identity(), this::domains, (one, same) -> one));
        var all = wanted.values().stream().flatMap(Set::stream).distinct().toList();
        var known = sql.find(all).stream().collect(Collectors.toMap(DomainAge::domain, Function.identity()));
        var now = clock.instant();
        return readings.stream()
                .map(reading -> wanted.getOrDefault(reading, Set.of()).stream()
                        .flatMap(domain -> Optional.ofNullable(known.get(domain)).stream())
                        .flatMap(age -> age.remark(now).stream())
                        .max(java.util.Comparator.comparingInt(Reading.Remark::weight))
                        .map(remark -> with(reading, remark))
                        .orElse(reading))
                .toList();
    }

    private static Reading with(Reading reading, Reading.Remark remark) {
        var remarks = new ArrayList<>(reading.remarks());
        remarks.add(remark);
        return new Reading(
                reading.values(),
                reading.brands(),
                reading.amounts(),
                List.copyOf(remarks),
                reading.score() + remark.weight());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
