import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { advisoryWords } from './advisoryWords';
import { beginDraft, createPublication, kindsQuery } from './queries';
import { publicationWords } from './words';

const NO_WORDS = { title: '', summary: '', advice: '' };
/** Its template is for what the desk read in a report; without one it begins empty. */
const ALERT = 'operational-alert';

/** Begins a publication of a chosen kind with the words of its template. */
export function NewDraft() {
  const w = useWords(publicationWords);
  const kinds = useWords(advisoryWords);
  const may = useMay()('draft-publications');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState(ALERT);
  const known = useQuery({ ...kindsQuery, enabled: may });
  const faults = known.data?.kinds.find((one) => one.kind === kind)?.faults ?? [];
  const create = useMutation({
    mutationFn: () => (kind === ALERT ? createPublication({ tlp: 'green', nl: NO_WORDS, en: NO_WORDS, indicators: [] }) : beginDraft(kind)),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['publications'] });
      await navigate({ to: '/publications/$id', params: { id } });
    },
  });
  if (!may) {
    return null;
  }
  return (
    <>
      <NativeSelect aria-label={kinds.kind} value={kind} onChange={(e) => setKind(e.currentTarget.value)} data={Object.entries(kinds.kinds).map(([value, label]) => ({ value, label }))} />
      <Button onClick={() => create.mutate()} loading={create.isPending}>
        {w.newDraft}
      </Button>
      {create.error && faults.length === 0 && <Failure error={create.error} />}
      {faults.length > 0 && (
        <div className="notice warn small">
          {kinds.faults}
          <ul>{faults.map(({ file, line, sentence }) => <li key={`${file} ${line} ${sentence}`}>{kinds.fault(file, line, sentence)}</li>)}</ul>
        </div>
      )}
    </>
  );
}
