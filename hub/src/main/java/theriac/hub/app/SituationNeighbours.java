package theriac.hub.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.cases.Cases;
import theriac.hub.cases.Requests;
import theriac.hub.detection.Scouts;
import theriac.hub.intake.Triage;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.publications.PublicationState;
import theriac.hub.publications.SentWarnings;
import theriac.hub.situation.Neighbours;
import theriac.hub.store.Sources;

/// Where the situation meets the other capabilities. Whoever may not read a thing finds none of it.
record SituationNeighbours(
        Triage triage,
        Cases cases,
        Requests requests,
        SentWarnings sent,
        Scouts scouts,
        Sources sources,
        Organizations organizations)
        implements Neighbours {

    @Override
    public Waiting waiting(Viewer viewer) {
        var desk = viewer.may(Permission.REPORT) ? triage.waiting(viewer) : new Triage.Waiting(0, 0, 0, 0);
        var states =
                viewer.may(Permission.READ_PUBLICATIONS) ? sent.waiting(viewer) : Map.<PublicationState, Integer>of();
        var unsent = viewer.may(Permission.READ_PUBLICATIONS) ? sent.unsent(viewer) : new SentWarnings.Unsent(0, 0);
        var open = viewer.may(Permission.TRIAGE_REPORTS) ? cases.waiting(viewer) : new Cases.Waiting(0, 0);
        return new Waiting(
                desk.reports(),
                desk.late(),
                desk.mine(),
                open.open(),
                open.due(),
                viewer.may(Permission.REPORT) ? requests.unanswered(viewer) : 0,
                states.getOrDefault(PublicationState.DRAFT, 0),
                states.getOrDefault(PublicationState.REVIEW, 0),
                states.getOrDefault(PublicationState.APPROVED, 0),
                unsent.missed(),
                unsent.stopped());
    }

    @Override
    public Set<UUID> hidden(Viewer viewer, Set<UUID> warnings) {
        return sent.hidden(viewer, warnings);
    }

    @Override
    public Optional<Warning> warning(Viewer viewer, UUID id) {
        return sent.find(viewer, id).map(SituationNeighbours::warning);
    }

    @Override
    public List<Warning> warnings(Viewer viewer, int limit) {
        return viewer.may(Permission.READ_PUBLICATIONS)
                ? sent.newest(viewer, limit).stream()
                        .map(SituationNeighbours::warning)
                        .toList()
                : List.of();
    }

    @Override
    public List<Scout> scouts(Viewer viewer) {
        return scouts.list(viewer).stream()
                .map(s -> new Scout(s.organizationKey(), s.name(), s.token(), s.issuedAt(), s.seenAt()))
                .toList();
    }

    @Override
    public int sources(Viewer viewer) {
        return viewer.may(Permission.READ_SOURCES) ? sources.list(viewer).size() : 0;
    }

    @Override
    public int members(Viewer viewer) {
        return (int) organizations.list(viewer).stream()
                .filter(Organization::isMember)
                .count();
    }

    @Override
    public Map<Long, String> names(Viewer viewer) {
        return organizations.list(viewer).stream().collect(Collectors.toMap(Organization::key, Organization::name));
    }

    private static Warning warning(SentWarnings.Warning w) {
        return new Warning(
                w.id(),
                w.report(),
                w.titleNl(),
                w.titleEn(),
                w.tlp(),
                w.state(),
                w.published(),
                w.position(),
                w.recipients().stream()
                        .map(r -> new Recipient(r.organization(), r.name(), r.mailedAt()))
                        .toList(),
                w.indicators().stream()
                        .map(i -> new Indicator(i.id(), i.value(), i.withdrawnSeq(), i.reason()))
                        .toList());
    }
}
