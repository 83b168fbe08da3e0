import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { answerRequest, askedQuery, type Asked } from './requests';
import { Answers, WhoReads } from './RequestPart';
import { requestWords } from './requestWords';

/** What the CERT asks this organisation, who reads the answer, and the answer. */
export default function AskedPage() {
  const { id = '' } = useParams({ strict: false });
  const asked = useQuery(askedQuery(id));
  return <Loaded query={asked}>{(data) => <Content key={data.id} asked={data} />}</Loaded>;
}

function Content({ asked }: { asked: Asked }) {
  const r = useWords(requestWords);
  return (
    <>
      <PageHead title={asked.title} lead={r.toAnswer} />
      <div className="narrow">
        {asked.text && <Panel title={r.toAnswer}><div className="written"><Foreign text={asked.text} /></div></Panel>}
        <Panel title={r.readers}><WhoReads readers={asked.readers} /></Panel>
        <Panel title={r.yourAnswer} aside={<span className="quiet">{r.due}: <Moment at={asked.due} /></span>}><Form asked={asked} /></Panel>
        {asked.others.length > 0 && <Panel title={r.others}><Answers items={asked.items} answers={asked.others} /></Panel>}
      </div>
    </>
  );
}

function Form({ asked }: { asked: Asked }) {
  const r = useWords(requestWords);
  const client = useQueryClient();
  const [texts, setTexts] = useState(asked.items.map((_, i) => asked.own?.texts[i] ?? ''));
  const send = useMutation({
    mutationFn: () => answerRequest(asked.id, texts),
    onSuccess: (next) => {
      client.setQueryData(['asked', asked.id], next);
      void client.invalidateQueries({ queryKey: ['asked'], exact: true });
      void client.invalidateQueries({ queryKey: ['overview'] });
    },
  });
  const change = (at: number, text: string) => {
    setTexts(texts.map((each, i) => (i === at ? text : each)));
    send.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
      {asked.items.map((item, i) =>
        item.choices.length > 0 ? (
          <NativeSelect key={i} label={item.text} value={texts[i]} disabled={asked.closed} onChange={(e) => change(i, e.currentTarget.value)} data={[{ value: '', label: r.nothing }, ...item.choices]} />
        ) : (
          <Textarea key={i} label={item.text} value={texts[i]} disabled={asked.closed} onChange={(e) => change(i, e.currentTarget.value)} autosize minRows={2} maxLength={10_000} />
        ),
      )}
      {send.error && <Failure error={send.error} />}
      {send.isSuccess && <p className="notice" role="status">{r.thanks}</p>}
      {asked.closed ? <p className="quiet">{r.closed}</p> : <div><Button type="submit" loading={send.isPending} disabled={texts.every((text) => text.trim() === '')}>{asked.own ? r.again : r.send}</Button></div>}
    </form>
  );
}
