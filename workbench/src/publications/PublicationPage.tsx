import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Present } from '../shared/Present';
import { Loaded } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { WhoSees } from '../shared/WhoSees';
import { Acknowledge } from './Acknowledge';
import { AnswerPanel } from './AnswerPanel';
import { AskAnew } from './AskAnew';
import { advisoryWords } from './advisoryWords';
import { CallList } from './CallList';
import { Editor } from './Editor';
import { isHighest, shownState } from './flow';
import { FlowActions } from './FlowActions';
import { FollowUp } from './FollowUp';
import { ImmunityPanels } from './ImmunityPanels';
import { Indicators } from './Indicators';
import { OriginNote } from './OriginNote';
import { OtherWays } from './OtherWays';
import { Preview } from './Preview';
import { PublicationState } from './PublicationState';
import { Readings } from './Readings';
import { Recipients } from './Recipients';
import { publicationQuery, type Publication } from './queries';
import { ratingWords } from './ratingWords';
import { ScheduleNote } from './Schedule';
import { Sending, useSending } from './Sending';
import { Versions } from './Versions';
import { publicationWords } from './words';
import './publications.css';

/** One publication: written and reviewed by the CERT, read by members, with what it did. */
export default function PublicationPage() {
  const { id = '' } = useParams({ strict: false });
  const publication = useQuery(publicationQuery(id));
  return <Loaded query={publication}>{(data) => <Content key={data.id} publication={data} />}</Loaded>;
}

function Content({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const r = useWords(ratingWords);
  const { language } = useLanguage();
  const changed = language === 'nl' ? publication.changedNl : publication.changedEn;
  const may = useMay();
  const atCert = useAtCert();
  const writes = publication.state === 'draft' && may('draft-publications');
  const sending = useSending(publication);
  const standing = publication.schedule != null && publication.schedule.problem == null;
  const shown = shownState(publication.state, standing, publication.stopped, sending?.phase);
  const sent = publication.state === 'published' || publication.state === 'withdrawn';
  return (
    <>
      <PageHead
        title={publication[language].title || w.noTitle}
        lead={
          <span className="row">
            <PublicationState state={shown} />
            <Tlp label={publication.whole} />
            <span className="tag">{kinds.kinds[publication.kind] ?? publication.kind}</span>
            {publication.reference && <span className="mono">{publication.reference}</span>}
            {(sent || publication.updates != null) && <span className="tag">{r.version(publication.version)}</span>}
            {publication.urgency !== '' && <span className={publication.urgency === 'urgent' ? 'tag bad' : 'tag'}>{r.asks[publication.urgency]}</span>}
            {publication.chance !== '' && <span className={publication.chance === 'high' ? 'tag bad' : 'tag'}>{w.chance}: {w.levels[publication.chance]}</span>}
            {publication.damage !== '' && <span className={publication.damage === 'high' ? 'tag bad' : 'tag'}>{w.damage}: {w.levels[publication.damage]}</span>}
            {atCert && <span>{w.leads[shown]}</span>}
          </span>
        }
      >
        {atCert ? <FlowActions publication={publication} /> : <Acknowledge publication={publication} />}
      </PageHead>
      <div className="on-its-way">
        {atCert && publication.schedule != null && <ScheduleNote publication={publication} schedule={publication.schedule} />}
        {atCert && sending !== undefined && <Sending publication={publication} sending={sending} />}
      </div>
      <Present kind="publication" id={publication.id} />
      {/* The CERT asks first whether it worked, a member what it is and what to do. */}
      {atCert && publication.state === 'published' && isHighest(publication) && may('read-members') && <CallList publication={publication} />}
      {sent && atCert && <ImmunityPanels publication={publication} />}
      {sent && atCert && may('read-members') && <FollowUp publication={publication} />}
      {sent && atCert && <OtherWays publication={publication} />}
      {writes ? (
        <>
          <Editor key={publication.id} publication={publication} />
          <AskAnew publication={publication} />
          <Recipients publication={publication} />
          <Readings publication={publication} />
          <WhoSees of="publication" id={publication.id} />
        </>
      ) : (
        <div className="columns">
          <div>
            <Panel title={atCert ? w.preview : w.warning}>
              {changed !== '' && <p className="notice"><strong>{r.changed} ({publication.version})</strong>: <Foreign text={changed} /></p>}
              <Preview nl={publication.nl} en={publication.en} sections={publication.sections} />
            </Panel>
            <Versions publication={publication} />
          </div>
          <div>
            <Indicators publication={publication} />
            {atCert && <People publication={publication} />}
            {atCert && <AskAnew publication={publication} />}
            {!atCert && <AnswerPanel publication={publication} />}
            {!atCert && publication.reference && (
              <p className="row small links">
                <Paper publication={publication} />
                {publication.open && <Open open={publication.open} />}
              </p>
            )}
            <Recipients publication={publication} />
            <Readings publication={publication} />
            <WhoSees of="publication" id={publication.id} />
          </div>
        </div>
      )}
      {sent && !atCert && <ImmunityPanels publication={publication} />}
    </>
  );
}

function People({ publication }: { publication: Publication }) {
  const w = useWords(publicationWords);
  const r = useWords(ratingWords);
  const may = useMay();
  const { times } = publication;
  const steps: [string, string | null | undefined, string | null | undefined][] = [
    [w.times.drafted ?? '', publication.createdBy, times.draftedAt],
    [w.times.reviewed ?? '', publication.reviewedBy, times.reviewedAt],
    [w.times.approved ?? '', publication.approvedBy, times.approvedAt],
    [w.times.published ?? '', publication.publishedBy, times.publishedAt],
  ];
  return (
    <Panel title={w.people}>
      <dl className="facts">
        {steps
          .filter(([, who]) => who)
          .map(([step, who, at]) => (
            <div key={step} style={{ display: 'contents' }}>
              <dt>{step}</dt>
              <dd>
                {who} · <Moment at={at} />
              </dd>
            </div>
          ))}
      </dl>
      {publication.despite != null && (
        <p className="notice warn small">
          <strong>{w.despiteOf}</strong>: <Foreign text={publication.despite} />
        </p>
      )}
      {publication.rating != null && publication.rating.deviation !== '' && <p className="small">{r.deviated}: <Foreign text={publication.rating.deviation} /></p>}
      {publication.rating != null && publication.rating.despiteLow !== '' && <p className="notice warn small"><strong>{r.despiteLow}</strong>: <Foreign text={publication.rating.despiteLow} /></p>}
      {publication.updates != null && <p className="small">{r.updateOf} <Link to="/publications/$id" params={{ id: publication.updates }}>{r.toWarning}</Link></p>}
      <OriginNote publication={publication} />
      <div className="row small links">
        {publication.reportId && (
          <Link to="/desk/$id" params={{ id: publication.reportId }}>
            {w.fromReport}
          </Link>
        )}
        {publication.times.publishedAt && may('read-objects') && (
          <Link to="/objects/$id" params={{ id: publication.stixReport }}>
            {w.stix}
          </Link>
        )}
        {publication.reference && <Paper publication={publication} />}
        {publication.open && <Open open={publication.open} />}
      </div>
    </Panel>
  );
}

/** To keep or to print, in the language of the screen. */
function Paper({ publication }: { publication: Publication }) {
  const { language } = useLanguage();
  return <a href={`/api/publications/${publication.id}/pdf?lang=${language}`}>PDF</a>;
}

/** Where everybody reads it: pages of the hub outside the workbench. */
function Open({ open }: { open: NonNullable<Publication['open']> }) {
  const w = useWords(publicationWords);
  return (
    <>
      <a href={open.page}>{w.openPage}</a>
      <a href={open.csaf}>{w.csaf}</a>
    </>
  );
}
