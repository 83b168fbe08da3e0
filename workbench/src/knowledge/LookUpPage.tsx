import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { answered, hub } from '../api/client';
import { useDraft } from '../shared/drafts';
import { useLanguage, useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { PageHead } from '../shared/PageHead';
import { Failure, Waiting } from '../shared/States';
import { count } from '../shared/time';
import { Answers } from './Answers';
import { MOST_IN_LINK, MOST_VALUES, parsePasted, type Filter } from './lookup';
import { lookupWords } from './lookupWords';
import './knowledge.css';
import './lookup.css';

/** Is this known? For up to ten thousand pasted values; a few of them fit into the address, so that the answer can be shared. */
export default function LookUpPage() {
  const w = useWords(lookupWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { values: shared = '', show = 'all' } = useSearch({ strict: false }) as { values?: string; show?: string };
  const draft = useDraft('lookup', '');
  const [text, setText] = useState(shared === '' ? draft.value : shared.split(' ').join('\n'));
  const [folded, setFolded] = useState(false);
  const values = parsePasted(text);
  const ask = useMutation({
    mutationFn: (asked: string[]) => answered(hub.POST('/api/values', { body: { values: asked } })),
    onSuccess: () => setFolded(true),
  });
  const first = useRef(shared);
  const { mutate } = ask;
  useEffect(() => {
    if (first.current !== '') {
      mutate(parsePasted(first.current.split(' ').join('\n')));
      first.current = '';
    }
  }, [mutate]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values.length > 0 && values.length <= MOST_VALUES) {
      const fits = values.length <= MOST_IN_LINK && !values.some((value) => value.includes(' '));
      void navigate({ to: '/lookup', search: fits ? { values: values.join(' ') } : {}, replace: true });
      mutate(values);
    }
  };
  return (
    <>
      <PageHead title={w.lookUp} lead={w.lead} />
      <form onSubmit={submit} onKeyDown={sendByKey} className="stack lookup">
        <Textarea
          label={w.paste}
          description={w.pasteHint}
          value={text}
          onChange={(e) => {
            setText(e.currentTarget.value);
            draft.change(e.currentTarget.value);
          }}
          onFocus={() => setFolded(false)}
          rows={folded ? 2 : 10}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          error={values.length > MOST_VALUES ? w.tooMany(count(values.length, language)) : undefined}
          autoFocus={shared === ''}
          data-search
        />
        <div className="actions">
          <Button type="submit" loading={ask.isPending} disabled={values.length === 0 || values.length > MOST_VALUES}>
            {w.ask}
          </Button>
          <kbd>Ctrl Enter</kbd>
          <span className="quiet small">{values.length > 0 && count(values.length, language)}</span>
          {shared !== '' && ask.data && <span className="quiet small">{w.link}</span>}
        </div>
      </form>
      <Help />
      {ask.error && <Failure error={ask.error} again={() => mutate(values)} />}
      {ask.isPending && <Waiting lines={8} />}
      {ask.data && !ask.isPending && (
        <Answers
          answers={ask.data.values}
          filter={show as Filter}
          choose={(next) => void navigate({ to: '/lookup', search: { values: shared, show: next === 'all' ? '' : next }, replace: true })}
        />
      )}
    </>
  );
}

const EXPLAINED = ['indicated', 'revoked', 'seen', 'around', 'listed'] as const;

function Help() {
  const w = useWords(lookupWords);
  return (
    <details className="how-to">
      <summary>{w.help}</summary>
      <dl className="facts">
        {EXPLAINED.map((verdict) => (
          <div key={verdict} style={{ display: 'contents' }}>
            <dt>{w.verdicts[verdict]}</dt>
            <dd>{w.helpParts[verdict]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
