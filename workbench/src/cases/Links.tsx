import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { linkCase, linkOf, taken, unlinkCase, type Case } from './queries';
import { caseWords } from './words';

/** What a case is about: reports and objects that the reader may see. */
export function Links({ page }: { page: Case }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const add = useMutation({
    mutationFn: () => linkCase(page.id, linkOf(typed)),
    onSuccess: (next) => {
      setTyped('');
      taken(client, next);
    },
  });
  const remove = useMutation({ mutationFn: (link: { kind: string; subject: string }) => unlinkCase(page.id, link.kind, link.subject), onSuccess: (next) => taken(client, next) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const fault = add.error ?? remove.error;
  return (
    <Panel title={w.links}>
      {page.links.length === 0 && <p className="quiet">{w.noLinks}</p>}
      <ul className="plain-list">
        {page.links.map((link) => (
          <li key={link.subject} className="row">
            {link.kind === 'report' ? (
              <Link to="/desk/$id" params={{ id: link.subject }} className="row-link">{w.report} <Foreign text={link.name || link.subject.slice(0, 8)} /></Link>
            ) : (
              <Link to="/objects/$id" params={{ id: link.subject }} className="row-link"><Foreign text={link.name || link.subject} /></Link>
            )}
            {!page.endedAt && (
              <button type="button" className="plain-button" aria-label={`${w.unlink}: ${link.name || link.subject}`} onClick={() => remove.mutate(link)}>{w.unlink}</button>
            )}
          </li>
        ))}
      </ul>
      {!page.endedAt && (
        <form className="stack apart" onSubmit={submit}>
          <TextInput label={w.link} description={w.linkHint} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} maxLength={500} />
          <div><Button type="submit" variant="default" loading={add.isPending} disabled={typed.trim() === ''}>{w.link}</Button></div>
        </form>
      )}
      {fault && <Failure error={fault} />}
    </Panel>
  );
}
