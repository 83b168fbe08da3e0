import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { Value } from '../shared/Value';
import { checkValues, type Checked } from './queries';
import { benignWords } from './words';

/** Which lists values are on. */
export function CheckValues() {
  const w = useWords(benignWords);
  const [text, setText] = useState('');
  const check = useMutation({ mutationFn: checkValues });
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate(lines);
  };
  return (
    <Panel title={w.check}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <Textarea label={w.values} description={w.valuesHint} value={text} onChange={(e) => setText(e.currentTarget.value)} minRows={3} autosize maxRows={12} classNames={{ input: 'mono' }} />
        {check.error && <Failure error={check.error} />}
        <div className="actions">
          <Button type="submit" loading={check.isPending} disabled={lines.length === 0}>{w.checkNow}</Button>
        </div>
      </form>
      <ul className="plain-list" aria-live="polite">
        {check.data?.values.map((checked, i) => (
          <li key={i}><Verdict checked={checked} /></li>
        ))}
      </ul>
    </Panel>
  );
}

function Verdict({ checked }: { checked: Checked }) {
  const w = useWords(benignWords);
  const { lists } = checked;
  if (checked.value == null) {
    return <><Value text={checked.text} /> {w.noValue}</>;
  }
  return (
    <>
      <Value text={checked.value} />{' '}
      {lists.length === 0
        ? w.onNone
        : `${w.on} ${lists.map((list) => [list.list, list.whole ? '' : w.part, list.brake ? w.brakes : ''].filter(Boolean).join(', ')).join('; ')}`}
    </>
  );
}
