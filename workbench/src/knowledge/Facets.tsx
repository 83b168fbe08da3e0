import { useMediaQuery } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schema } from '../api/client';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { count } from '../shared/time';
import { quoted } from './language';
import { searchWords } from './searchWords';
import { typeName, typeWords } from './types';

type Count = Schema<'FacetCount'>;

interface Props {
  query: UseQueryResult<Schema<'ObjectFacets'>>;
  question: string;
  narrow: (term: string) => void;
}

/** How the answers are spread; each line is one condition more. */
export function Facets({ query, question, narrow }: Props) {
  const w = useWords(searchWords);
  const types = useWords(typeWords);
  const wide = useMediaQuery('(min-width: 64rem)', true, { getInitialValueInEffect: false });
  const facets = query.data;
  const groups: { title: string; counts: Count[]; term: (name: string) => string; shown: (name: string) => string }[] = facets
    ? [
        { title: w.types, counts: facets.types, term: (name) => `type:${name}`, shown: (name) => typeName(name, types) },
        { title: w.sources, counts: facets.sources, term: (name) => `source:${quoted(name)}`, shown: (name) => name },
        { title: w.tlps, counts: facets.tlps, term: (name) => `tlp:${name.replace('TLP:', '').toLowerCase()}`, shown: (name) => name },
        { title: w.labels, counts: facets.labels, term: (name) => `label:${quoted(name)}`, shown: (name) => name },
      ]
    : [];
  return (
    <details className="facets" open={wide ?? true} key={String(wide)}>
      <summary>{w.narrow}</summary>
      {query.error && <Failure error={query.error} again={() => void query.refetch()} />}
      {groups
        .filter(({ counts }) => counts.length > 0)
        .map(({ title, counts, term, shown }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul className="plain-list">
              {counts.map((facet) => (
                <Line key={facet.name} facet={facet} label={shown(facet.name)} chosen={question.includes(term(facet.name))} choose={() => narrow(term(facet.name))} />
              ))}
            </ul>
          </section>
        ))}
      {groups.length > 0 && <p className="quiet small">{w.narrowHint}</p>}
    </details>
  );
}

function Line({ facet, label, chosen, choose }: { facet: Count; label: string; chosen: boolean; choose: () => void }) {
  const { language } = useLanguage();
  return (
    <li>
      <button type="button" className="facet" disabled={chosen} onClick={choose}>
        <Foreign text={label} />
        <span className="figure quiet small">
          {count(facet.count, language)}
          {facet.more && '+'}
        </span>
      </button>
    </li>
  );
}
