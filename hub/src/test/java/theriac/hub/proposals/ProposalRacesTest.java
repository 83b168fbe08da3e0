package theriac.hub.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

/// Several people act on one proposal at the same moment, each over a connection of its own: one of them
/// does, the others are told, and the deed is done once or not at all.
class ProposalRacesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final int ROUNDS = 25;
    private static final int PEOPLE = 6;

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-26T10:00:00Z"));
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(PEOPLE + 1);
    private final List<Viewer.Party> deciders = new ArrayList<>();
    private Proposals proposals;
    private Viewer.Party ann;
    private volatile Deeds during = subject -> {};

    private interface Deeds {
        void of(String subject);
    }

    private final Deed deed = new Deed() {
        @Override
        public String kind() {
            return "deed";
        }

        @Override
        public Permission permission() {
            return Permission.WITHDRAW_OBJECTS;
        }

        @Override
        public void carryOut(Viewer.Party decider, Wish wish) {
            done.computeIfAbsent(wish.subject(), _ -> new AtomicInteger()).incrementAndGet();
            during.of(wish.subject());
        }
    };

    @BeforeEach
    void people() {
        proposals = new Proposals(DATABASE.database(), List.of(deed), clock);
        long cert = DATABASE.database().jdbc().sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (gen_random_uuid(), 'Cert', 'cert', 'cert', now()) returning id""").query(Long.class).single();
        ann = person("ann", cert);
        IntStream.range(0, PEOPLE).forEach(n -> deciders.add(person("decider" + n, cert)));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private Viewer.Party person(String login, long organization) {
        long account = DATABASE.database()
                .jdbc()
                .sql("""
                        insert into account (public_id, organization_id, login, login_key, name, password_hash, roles,
                                             created_at)
                        values (gen_random_uuid(), :organization, :login, :login, :login, '', '{}', :now) returning id""")
                .param("organization", organization)
                .param("login", login)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return new Viewer.Party(
                login,
                account,
                organization,
                Set.of(),
                Set.of(organization),
                Set.of(),
                Set.of(Permission.WITHDRAW_OBJECTS));
    }

    private static Wish wish(String subject) {
        return new Wish("deed", subject, "A feed", List.of(), JsonObject.empty(), "All of it is wrong.");
    }

    private UUID proposed(String subject) {
        return proposals.propose(ann, wish(subject)).id();
    }

    /// Lets all begin at one moment.
    ///
    /// @return which of them were not refused
    private List<String> atOnce(Map<String, Runnable> acts) throws Exception {
        var start = new CyclicBarrier(acts.size());
        var succeeded = Collections.synchronizedList(new ArrayList<String>());
        var calls = acts.entrySet().stream()
                .map(act -> (Callable<Boolean>) () -> {
                    start.await();
                    try {
                        act.getValue().run();
                        return succeeded.add(act.getKey());
                    } catch (Problem late) {
                        assertThat(late.code().status()).as(late.sentence()).isEqualTo(409);
                        return false;
                    }
                })
                .toList();
        for (var call : threads.invokeAll(calls)) {
            call.get();
        }
        return succeeded;
    }

    private Proposal after(UUID id) {
        return proposals.list(ann).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private int times(String subject) {
        return done.getOrDefault(subject, new AtomicInteger()).get();
    }

    @Test
    void ofSeveralWhoApproveOneDoesAndIsOnRecord() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var subject = "approved" + round;
            var id = proposed(subject);
            var acts = new ConcurrentHashMap<String, Runnable>();
            deciders.forEach(each -> acts.put(each.name(), () -> proposals.approve(each, id)));
            var winners = atOnce(acts);
            assertThat(winners).hasSize(1);
            assertThat(times(subject)).isEqualTo(1);
            var kept = after(id);
            assertThat(kept.state()).isEqualTo(Proposal.State.DONE);
            assertThat(kept.decision().orElseThrow().by()).isEqualTo(winners.getFirst());
        }
    }

    @Test
    void approvingRefusingAndTakingBackExcludeEachOther() throws Exception {
        var states = new java.util.HashSet<Proposal.State>();
        for (int round = 0; round < ROUNDS; round++) {
            var subject = "contested" + round;
            var id = proposed(subject);
            var winners = atOnce(Map.of(
                    "approve", () -> proposals.approve(deciders.get(0), id),
                    "refuse", () -> proposals.refuse(deciders.get(1), id, "No."),
                    "withdraw", () -> proposals.withdraw(ann, id)));
            assertThat(winners).hasSize(1);
            var state = after(id).state();
            states.add(state);
            assertThat(state)
                    .isEqualTo(
                            switch (winners.getFirst()) {
                                case "approve" -> Proposal.State.DONE;
                                case "refuse" -> Proposal.State.REFUSED;
                                default -> Proposal.State.WITHDRAWN;
                            });
            assertThat(times(subject)).isEqualTo(state == Proposal.State.DONE ? 1 : 0);
        }
        assertThat(states).isNotEmpty();
    }

    @Test
    void theSameThatIsProposedBySeveralAtOnceWaitsOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var subject = "proposed" + round;
            var acts = new ConcurrentHashMap<String, Runnable>();
            deciders.forEach(each -> acts.put(each.name(), () -> proposals.propose(each, wish(subject))));
            assertThat(atOnce(acts)).hasSize(1);
            assertThat(proposals.list(ann).stream()
                            .filter(each -> each.wish().subject().equals(subject)))
                    .hasSize(1);
        }
    }

    @Test
    void ofSeveralWhoDecideAgainAfterACutOffOneDoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var subject = "cut" + round;
            var id = proposed(subject);
            cutOff(id);
            var acts = new ConcurrentHashMap<String, Runnable>();
            deciders.forEach(each -> acts.put(each.name(), () -> proposals.approve(each, id)));
            assertThat(atOnce(acts)).hasSize(1);
            assertThat(times(subject)).isEqualTo(1);
        }
    }

    private void cutOff(UUID id) {
        DATABASE.database()
                .jdbc()
                .sql("""
                        update proposal set state = 'approved', decider_id = :decider, decider = 'decider0',
                               decided_at = :before where public_id = :id""")
                .param("decider", deciders.getFirst().account())
                .param(
                        "before",
                        clock.instant().minus(Proposals.CUT_OFF).minusSeconds(1).atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /// Somebody's deed takes so long that another person decides again: the late one says nothing any more.
    @Test
    void whoWasGivenUpDoesNotEndWhatAnotherDecides() throws Exception {
        var id = proposed("slow");
        var began = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        during = subject -> {
            began.countDown();
            await(goOn);
            throw Problem.conflict("Too late, and nothing was found any more.");
        };
        var slow = threads.submit(() -> proposals.approve(deciders.get(0), id));
        began.await();
        clock.advance(Proposals.CUT_OFF.plusSeconds(1));
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        during = subject -> {
            inside.countDown();
            await(leave);
        };
        var second = threads.submit(() -> proposals.approve(deciders.get(1), id));
        inside.await();
        goOn.countDown();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(slow::get)).hasCauseInstanceOf(Problem.class);
        assertThat(after(id).state()).as("the second is still at it").isEqualTo(Proposal.State.APPROVED);
        leave.countDown();
        assertThat(second.get().state()).isEqualTo(Proposal.State.DONE);
        assertThat(after(id).decision().orElseThrow().by()).isEqualTo("decider1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
