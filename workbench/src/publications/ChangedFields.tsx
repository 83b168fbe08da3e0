import { Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import type { Content } from './flow';
import { ratingWords } from './ratingWords';

interface Props {
  /** The warning that is updated. */
  of: string;
  version: string;
  content: Content;
  change: (content: Content) => void;
}

/** What changed since the version before, in both languages; with the draft of an update only. */
export function ChangedFields({ of, version, content, change }: Props) {
  const r = useWords(ratingWords);
  return (
    <Panel title={`${r.changed}: ${r.version(version)}`}>
      <p className="quiet small hint">{r.updateOf} <Link to="/publications/$id" params={{ id: of }}>{r.toWarning}</Link></p>
      <div className="side-by-side">
        {(['changedNl', 'changedEn'] as const).map((name) => (
          <Textarea
            key={name}
            label={r[name]}
            description={r.changedHint}
            lang={name === 'changedNl' ? 'nl' : 'en'}
            value={content[name]}
            onChange={(e) => change({ ...content, [name]: e.currentTarget.value })}
            autosize
            minRows={2}
            maxLength={2_000}
          />
        ))}
      </div>
    </Panel>
  );
}
