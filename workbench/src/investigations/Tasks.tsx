import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { RemoveButton } from '../shared/RemoveButton';
import { Failure } from '../shared/States';
import { plainDay } from '../shared/time';
import { addTask, changeTask, removeTask, useChange, type Investigation, type Task } from './queries';
import { dayOf, isLate } from './timeline';
import { investigationWords } from './words';

const STATES = ['open', 'doing', 'done'];

/** What is to be done, by whom and until when. */
export function Tasks({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const change = useChange(({ task, state }: { task: Task; state: string }) => changeTask(page.id, task, state));
  return (
    <Panel title={w.tasks}>
      {change.error && <Failure error={change.error} />}
      {page.tasks.length === 0 ? <p className="quiet">{w.noTasks}</p> : (
        <ul className="plain-list">
          {page.tasks.map((task) => <li key={task.id}><OneTask page={page} task={task} change={(state) => change.mutate({ task, state })} /></li>)}
        </ul>
      )}
      {!page.closed && <AddTask page={page} />}
    </Panel>
  );
}

function OneTask({ page, task, change }: { page: Investigation; task: Task; change: (state: string) => void }) {
  const w = useWords(investigationWords);
  const { language } = useLanguage();
  const late = isLate(task, dayOf(new Date().toISOString()));
  return (
    <div className="investigation-task">
      <span className="break"><Foreign text={task.title} /></span>
      <NativeSelect size="xs" aria-label={w.stateOf(task.title)} value={task.state} disabled={page.closed} onChange={(e) => change(e.currentTarget.value)} data={STATES.map((state) => ({ value: state, label: w.states[state] ?? state }))} />
      <span className="row small quiet">
        <span>{task.assigneeName == null ? w.nobody : <Foreign text={task.assigneeName} />}</span>
        {task.due != null && <span>{w.due} {plainDay(task.due, language)}</span>}
        {late && <span className="tag bad">{w.late}</span>}
      </span>
      {!page.closed && <RemoveButton name={task.title} remove={() => removeTask(page.id, task.id)} queryKey={['investigation', page.id]} />}
    </div>
  );
}

function AddTask({ page }: { page: Investigation }) {
  const w = useWords(investigationWords);
  const [title, setTitle] = useState('');
  const [assignee, setAssignee] = useState('');
  const [due, setDue] = useState('');
  const add = useChange(
    () => addTask(page.id, { title, assignee: assignee || null, due: due || null }),
    () => {
      setTitle('');
      setDue('');
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <form className="stack apart" onSubmit={submit}>
      <TextInput label={w.task} value={title} onChange={(e) => setTitle(e.currentTarget.value)} maxLength={200} />
      <div className="pair">
        <NativeSelect label={w.assignee} value={assignee} onChange={(e) => setAssignee(e.currentTarget.value)} data={[{ value: '', label: w.nobody }, ...page.people.map(({ id, name }) => ({ value: id, label: name }))]} />
        <TextInput type="date" label={w.due} value={due} onChange={(e) => setDue(e.currentTarget.value)} />
      </div>
      {add.error && <Failure error={add.error} />}
      <div className="actions"><Button type="submit" variant="default" size="xs" loading={add.isPending} disabled={title.trim() === ''}>{w.addTask}</Button></div>
    </form>
  );
}
