import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Failure } from '../shared/States';
import { advisoryWords } from './advisoryWords';
import { discardWords } from './discardWords';
import { discardDraft, discardedQuery, restoreDraft, type Publication } from './queries';
import { publicationWords } from './words';

/** Throws a draft away or fetches it back, for who wrote in it or may publish. */
export function Discard({ publication }: { publication: Publication }) {
  const d = useWords(discardWords);
  const may = useMay();
  const client = useQueryClient();
  const gone = publication.state === 'discarded';
  const change = useMutation({
    mutationFn: () => (gone ? restoreDraft(publication.id) : discardDraft(publication.id)),
    onSuccess: async () => {
      for (const key of ['publications', 'discarded-drafts', 'overview', 'report', 'reports']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      await client.invalidateQueries({ queryKey: ['publication', publication.id] });
    },
  });
  const allowed = may('publish') || (publication.wrote && may('draft-publications'));
  if (!allowed || (publication.state !== 'draft' && !gone)) {
    return null;
  }
  return (
    <>
      <Button variant={gone ? 'filled' : 'default'} loading={change.isPending} onClick={() => change.mutate()}>
        {gone ? d.restore : d.discard}
      </Button>
      {gone && <p className="notice small" role="status">{d.gone}</p>}
      {change.error && <Failure error={change.error} />}
    </>
  );
}

/** What was thrown away, folded up; nothing when nothing was. */
export function DiscardedDrafts() {
  const d = useWords(discardWords);
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const { language } = useLanguage();
  const drafts = useQuery(discardedQuery).data?.drafts ?? [];
  if (drafts.length === 0) {
    return null;
  }
  return (
    <details className="apart">
      <summary>{d.open(drafts.length)}</summary>
      <p className="quiet small">{d.hint}</p>
      <ul className="plain-list">
        {drafts.map(({ id, kind, title, titleEn, by, at }) => (
          <li key={id} className="spread">
            <Link to="/publications/$id" params={{ id }}><Foreign text={(language === 'nl' ? title : titleEn) || w.noTitle} /></Link>
            <span className="quiet small">{kinds.kinds[kind] ?? kind} · {d.by(by)} · <Moment at={at} /></span>
          </li>
        ))}
      </ul>
    </details>
  );
}
