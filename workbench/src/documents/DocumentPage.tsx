import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { Present } from '../shared/Present';
import { Loaded } from '../shared/States';
import { SureDialog } from '../shared/SureDialog';
import { useAnswer } from './changing';
import { DocumentText } from './DocumentText';
import { Note } from './Note';
import { Publish } from './Publish';
import { documentQuery, forget, searchAnew, type Document } from './queries';
import { Refusal } from './Refusal';
import { ThingList } from './ThingList';
import { documentWords } from './words';
import './documents.css';

/** One document: what was found in it beside the text, and what becomes of it. */
export default function DocumentPage() {
  const { id = '' } = useParams({ strict: false });
  const document = useQuery(documentQuery(id));
  return <Loaded query={document}>{(data) => <Content key={data.id} document={data} />}</Loaded>;
}

function Content({ document }: { document: Document }) {
  const w = useWords(documentWords);
  const [chosen, setChosen] = useState<number>();
  const fromText = useCallback((number: number) => {
    setChosen(number);
    window.document.querySelector<HTMLElement>(`[data-number="${number}"]`)?.focus({ preventScroll: false });
  }, []);
  const fromList = useCallback((number: number) => {
    setChosen(number);
    window.document.querySelector(`.reading [data-thing="${number}"]`)?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <>
      <PageHead title={document.title} lead={<About document={document} />}>
        <Again id={document.id} />
        {!document.report && <Forget id={document.id} />}
      </PageHead>
      <Present kind="document" id={document.id} />
      <div className="columns reader">
        <div>
          <Panel title={w.text}>
            <DocumentText document={document} chosen={chosen} choose={fromText} />
          </Panel>
        </div>
        <div>
          <Panel title={w.found}>
            <ThingList document={document} chosen={chosen} choose={fromList} />
          </Panel>
          <Panel title={w.note}>
            <Note document={document} />
          </Panel>
          <Panel title={w.report}>
            <Publish document={document} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function About({ document }: { document: Document }) {
  const w = useWords(documentWords);
  return (
    <>
      {w.origins[document.origin]}
      {document.name && <> <Foreign text={document.name} /></>}, {document.by}, <Moment at={document.at} />.{' '}
      <span className="small quiet break">{w.kept(size(document.size), document.sha256)}</span>{' '}
      <a href={`/api/documents/${document.id}/file`} download>{w.original}</a>
    </>
  );
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function Again({ id }: { id: string }) {
  const w = useWords(documentWords);
  const answer = useAnswer(id);
  const again = useMutation({ mutationFn: () => searchAnew(id), onSuccess: answer });
  return (
    <>
      <Button variant="default" title={w.againHint} onClick={() => again.mutate()} loading={again.isPending}>{w.again}</Button>
      {again.error && <Refusal error={again.error} />}
    </>
  );
}

function Forget({ id }: { id: string }) {
  const w = useWords(documentWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const gone = useMutation({
    mutationFn: () => forget(id),
    onSuccess: async () => {
      await navigate({ to: '/documents' });
      client.removeQueries({ queryKey: ['document', id] });
      void client.invalidateQueries({ queryKey: ['documents'] });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{w.forget}</Button>
      {asking && <SureDialog title={w.forget} hint={w.forgetSure} action={w.forget} pending={gone.isPending} error={gone.error} onSure={() => gone.mutate()} onClose={() => setAsking(false)} />}
    </>
  );
}
