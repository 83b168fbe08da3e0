import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Tlp } from '../shared/Tlp';
import { Explained } from '../shared/Why';
import { useAnswer } from './changing';
import { shown } from './deciding';
import { publish, type Document } from './queries';
import { Refusal } from './Refusal';
import { documentWords } from './words';

/** Who may have the report, what its indicators show, and sending it into the store. */
export function Publish({ document }: { document: Document }) {
  const w = useWords(documentWords);
  const client = useQueryClient();
  const answer = useAnswer(document.id);
  const before = document.report ? `${document.report.tlp}${document.report.members ? ' members' : ''}` : 'TLP:AMBER+STRICT';
  const [audience, setAudience] = useState(before);
  const [subject, setSubject] = useState('');
  const taken = shown(document.things, 'taken');
  const subjects = taken.filter((thing) => thing.what === 'known' && thing.target);
  const send = useMutation({
    mutationFn: () => {
      const [tlp = '', members] = audience.split(' ');
      return publish(document.id, { tlp, members: members === 'members', ...(subject === '' ? {} : { subject }) });
    },
    onSuccess: (next) => {
      answer(next);
      void client.invalidateQueries({ queryKey: ['object'] });
    },
  });
  return (
    <div className="stack">
      {document.report && (
        <p className="row">
          <Tlp label={document.report.tlp} />
          <span>{w.published} <Moment at={document.report.last} /></span>
          <Link to="/objects/$id" params={{ id: document.report.id }}>{w.toReport}</Link>
        </p>
      )}
      <p className="quiet small">{w.publishHint(taken.length)}</p>
      <Explained topic="tlp">
        <NativeSelect
          label={w.audience}
          value={audience}
          onChange={(e) => setAudience(e.currentTarget.value)}
          data={Object.entries(w.audiences).map(([value, label]) => ({ value, label }))}
        />
      </Explained>
      {subjects.length > 0 && (
        <NativeSelect
          label={w.subject}
          value={subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
          data={[{ value: '', label: w.noSubject }, ...subjects.map((thing) => ({ value: thing.target ?? '', label: thing.name }))]}
        />
      )}
      {send.error && <Refusal error={send.error} />}
      <Button onClick={() => send.mutate()} loading={send.isPending} disabled={taken.length === 0 && document.note.trim() === ''}>
        {document.report ? w.publishAgain : w.publish}
      </Button>
    </div>
  );
}
