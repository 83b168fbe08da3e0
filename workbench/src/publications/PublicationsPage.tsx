import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { More } from '../shared/More';
import { PageHead } from '../shared/PageHead';
import { Empty, Failure, Waiting } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { advisoryWords } from './advisoryWords';
import { channelWords } from './channelWords';
import { DiscardedDrafts } from './Discard';
import { followUpWords } from './followUpWords';
import { MailRhythm } from './MailRhythm';
import { shownState } from './flow';
import { NewDraft } from './NewDraft';
import { publicationPagesQuery } from './queries';
import { PublicationState } from './PublicationState';
import { publicationWords } from './words';

/** Publications of the CERT, or the warnings that a member received. */
export default function PublicationsPage() {
  const w = useWords(publicationWords);
  const followUp = useWords(followUpWords);
  const channels = useWords(channelWords);
  const may = useMay();
  const atCert = useAtCert();
  const pages = useInfiniteQuery(publicationPagesQuery);
  const publications = pages.data?.pages.flatMap((page) => page.publications);
  return (
    <>
      <PageHead title={atCert ? w.publications : w.warnings} lead={atCert ? w.publicationsHint : w.warningsHint}>
        {atCert && may('read-members') && <Link to="/publications/statistics">{followUp.statistics}</Link>}
        {atCert && may('configure-sharing') && <Link to="/chat-channels">{channels.title}</Link>}
        <NewDraft />
      </PageHead>
      {pages.error && !publications && <Failure error={pages.error} again={() => void pages.refetch()} />}
      {!pages.error && !publications && <Waiting lines={8} />}
      {publications && publications.length === 0 && (
        <Empty title={atCert ? w.none : w.noWarnings}>{atCert ? w.noneHint : w.noWarningsHint}</Empty>
      )}
      {publications && publications.length > 0 && <Table publications={publications} atCert={atCert} />}
      <More pages={pages} />
      {atCert && <DiscardedDrafts />}
      {!atCert && <MailRhythm />}
      <p className="quiet small row links">
        {w.forEverybody}
        <a href="/warnings">{w.allOpen}</a>
        <a href="/warnings/feed.atom">Atom</a>
        <a href="/warnings/feed.rss">RSS</a>
        <a href="/.well-known/csaf/provider-metadata.json">CSAF</a>
      </p>
    </>
  );
}

function Table({ publications, atCert }: { publications: Schema<'PublicationRow'>[]; atCert: boolean }) {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const { language } = useLanguage();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.title}</th>
          <th scope="col">{w.state}</th>
          <th scope="col">{w.label}</th>
          <th scope="col" className="number">{w.indicators}</th>
          {atCert && <th scope="col">{w.drafted}</th>}
          <th scope="col">{w.published}</th>
        </tr>
      </thead>
      <tbody>
        {publications.map((publication) => (
          <tr key={publication.id}>
            <td className="main">
              <Link to="/publications/$id" params={{ id: publication.id }} className="row-link" data-line>
                <Foreign text={(language === 'nl' ? publication.title : publication.titleEn) || w.noTitle} />
              </Link>
              <div className="quiet small">{kinds.kinds[publication.kind] ?? publication.kind}{publication.version !== '1.00' && ` · ${publication.version}`}</div>
            </td>
            <td>
              <PublicationState state={shownState(publication.state, publication.scheduledFor != null, publication.stopped)} />
              {publication.scheduledFor != null && <div className="quiet small"><Moment at={publication.scheduledFor} /></div>}
            </td>
            <td><Tlp label={publication.tlp} /></td>
            <td className="number" data-label={w.indicators}>{publication.indicators}</td>
            {atCert && <td data-label={w.drafted}><Moment at={publication.draftedAt} /></td>}
            <td data-label={w.published}><Moment at={publication.publishedAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
