package theriac.hub.proposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

/// Four eyes: every way in which one person might decide alone, or something might happen twice or too late.
class ProposalsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-26T10:00:00Z"));
    private final List<String> done = java.util.Collections.synchronizedList(new ArrayList<>());
    private boolean impossible;
    private Proposals proposals;
    private Viewer.Party ann;
    private Viewer.Party bob;

    private final Deed purge = new Deed() {
        @Override
        public String kind() {
            return "purge";
        }

        @Override
        public Permission permission() {
            return Permission.WITHDRAW_OBJECTS;
        }

        @Override
        public void carryOut(Viewer.Party decider, Wish wish) {
            if (impossible) {
                throw Problem.conflict("It is gone.");
            }
            done.add(wish.subject() + " by " + decider.name());
        }
    };

    @BeforeEach
    void people() {
        proposals = new Proposals(DATABASE.database(), List.of(purge), clock);
        long cert = organization("Cert");
        ann = person("ann", cert, Permission.WITHDRAW_OBJECTS);
        bob = person("bob", cert, Permission.WITHDRAW_OBJECTS);
    }

    private static long organization(String name) {
        return DATABASE.database()
                .jdbc()
                .sql("""
                        insert into organization (public_id, name, kind, identity_id, created_at)
                        values (gen_random_uuid(), :name, 'hospital', :name, now()) returning id""")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private Viewer.Party person(String login, long organization, Permission... permissions) {
        long account = DATABASE.database()
                .jdbc()
                .sql("""
                        insert into account (public_id, organization_id, login, login_key, name, password_hash, roles, created_at)
                        values (gen_random_uuid(), :organization, :login, :login, :login, '', '{}', :now) returning id""")
                .param("organization", organization)
                .param("login", login)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return new Viewer.Party(
                login, account, organization, Set.of(), Set.of(organization), Set.of(), Set.of(permissions));
    }

    private static Wish wish(String subject) {
        return new Wish("purge", subject, "A feed", List.of(), JsonObject.empty(), "All of it is wrong.");
    }

    private UUID proposed(String subject) {
        return proposals.propose(ann, wish(subject)).id();
    }

    @Test
    void nothingHappensUntilAnotherPersonDecides() {
        var id = proposed("one");
        assertThat(done).isEmpty();
        assertThat(proposals.list(bob)).singleElement().satisfies(waiting -> {
            assertThat(waiting.state()).isEqualTo(Proposal.State.WAITING);
            assertThat(proposals.decides(bob, waiting)).isTrue();
            assertThat(proposals.decides(ann, waiting)).isFalse();
        });
        var decided = proposals.approve(bob, id);
        assertThat(done).containsExactly("one by bob");
        assertThat(decided.state()).isEqualTo(Proposal.State.DONE);
        assertThat(decided.decision().orElseThrow().by()).isEqualTo("bob");
    }

    @Test
    void whoProposedNeverDecidesNotEvenByTheTable() {
        var id = proposed("own");
        assertThatThrownBy(() -> proposals.approve(ann, id)).hasMessageContaining("another person");
        assertThatThrownBy(() -> proposals.refuse(ann, id, "no")).hasMessageContaining("another person");
        assertThatThrownBy(() -> DATABASE.database()
                        .jdbc()
                        .sql("update proposal set decider_id = proposer_id")
                        .update())
                .hasMessageContaining("proposal_check");
        assertThat(done).isEmpty();
    }

    @Test
    void whoLacksThePermissionOrBelongsToAnotherOrganisationFindsNothing() {
        var id = proposed("hidden");
        var cleaner = person("cleaner", ann.organization());
        var other = person("other", organization("North"), Permission.WITHDRAW_OBJECTS);
        for (var stranger : List.of(cleaner, other)) {
            assertThat(proposals.list(stranger)).isEmpty();
            assertThatThrownBy(() -> proposals.approve(stranger, id)).hasMessageContaining("no such proposal");
            assertThatThrownBy(() -> proposals.withdraw(stranger, id)).hasMessageContaining("no such proposal");
        }
        assertThatThrownBy(() -> proposals.propose(cleaner, wish("x"))).isInstanceOf(Problem.class);
        var machine = new Viewer.Party(
                "machine", 0, ann.organization(), Set.of(), Set.of(), Set.of(), Set.of(Permission.values()));
        assertThatThrownBy(() -> proposals.approve(machine, id)).hasMessageContaining("Only people");
        assertThatThrownBy(() -> proposals.propose(machine, wish("x"))).hasMessageContaining("Only people");
        assertThat(done).isEmpty();
    }

    @Test
    void whatWasDecidedRefusedTakenBackOrIsTooOldIsOver() {
        var done = proposed("done");
        proposals.approve(bob, done);
        var refused = proposed("refused");
        proposals.refuse(bob, refused, "We need it.");
        var withdrawn = proposed("withdrawn");
        proposals.withdraw(ann, withdrawn);
        var old = proposed("old");
        clock.advance(Proposals.LIFE);
        for (var over : List.of(done, refused, withdrawn, old)) {
            assertThatThrownBy(() -> proposals.approve(bob, over)).hasMessageContaining("does not wait any more");
            assertThatThrownBy(() -> proposals.refuse(bob, over, "no")).hasMessageContaining("does not wait any more");
            assertThatThrownBy(() -> proposals.withdraw(ann, over)).hasMessageContaining("does not wait any more");
        }
        assertThat(this.done).containsExactly("done by bob");
        assertThat(proposals.list(ann))
                .extracting(Proposal::state)
                .containsExactly(
                        Proposal.State.EXPIRED, Proposal.State.WITHDRAWN, Proposal.State.REFUSED, Proposal.State.DONE);
    }

    @Test
    void theSameWaitsOnceOnlyAndAReasonIsNeeded() {
        proposed("twice");
        assertThatThrownBy(() -> proposed("twice")).hasMessageContaining("already");
        var silent = new Wish("purge", "x", "x", List.of(), JsonObject.empty(), " ");
        assertThatThrownBy(() -> proposals.propose(ann, silent)).hasMessageContaining("Say why");
    }

    @Test
    void whatCannotBeDoneAnyMoreIsOnRecordAsFailed() {
        var id = proposed("gone");
        impossible = true;
        assertThatThrownBy(() -> proposals.approve(bob, id)).hasMessageContaining("It is gone.");
        assertThat(proposals.list(bob)).singleElement().satisfies(failed -> {
            assertThat(failed.state()).isEqualTo(Proposal.State.FAILED);
            assertThat(failed.decision().orElseThrow().remark()).isEqualTo("It is gone.");
        });
    }

    @Test
    void aDecisionThatWasCutOffIsMadeAgainButNotByTheOneWhoProposed() {
        var id = proposed("cut");
        DATABASE.database()
                .jdbc()
                .sql("update proposal set state = 'approved', decider_id = :bob, decider = 'bob', decided_at = :now")
                .param("bob", bob.account())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        assertThatThrownBy(() -> proposals.approve(bob, id)).hasMessageContaining("does not wait any more");
        clock.advance(Proposals.CUT_OFF.plusSeconds(1));
        assertThatThrownBy(() -> proposals.approve(ann, id)).hasMessageContaining("another person");
        assertThat(proposals.approve(bob, id).state()).isEqualTo(Proposal.State.DONE);
        assertThat(done).containsExactly("cut by bob");
    }

    @Test
    void ofManyWhoDecideAtOnceOneDoes() throws Exception {
        var id = proposed("race");
        try (var many = Executors.newFixedThreadPool(8)) {
            many.invokeAll(java.util.Collections.nCopies(8, (Callable<Boolean>) () -> {
                try {
                    proposals.approve(bob, id);
                    return true;
                } catch (Problem late) {
                    return false;
                }
            }));
        }
        assertThat(done).containsExactly("race by bob");
    }
}
