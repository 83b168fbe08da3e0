import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import { Moment } from '../../shared/Moment';
import { Panel } from '../../shared/Panel';
import { Failure, Loaded } from '../../shared/States';
import { writeBoard, type Board } from './board';
import { changeGraph, deleteGraph, saveGraph, savedGraph, savedGraphs, type GraphToSave, type SavedRow } from './saved';
import { graphWords } from './words';

interface Props {
  /** Absent: there is nothing to save yet. */
  board: Board | undefined;
  /** The saved graph that is open. */
  saved?: string | undefined;
  name?: string;
  settled?: () => void;
}

/** Graphs that are kept: open, save, save again, share, delete. */
export function SavedPanel({ board, saved, name = '', settled }: Props) {
  const w = useWords(graphWords);
  const graphs = useQuery(savedGraphs);
  return (
    <Panel title={w.saved}>
      <Loaded query={graphs} lines={2}>
        {(data) => (
          <>
            {board && <SaveForm key={saved} board={board} open={data.graphs.find(({ id }) => id === saved)} name={name} settled={settled} />}
            {data.graphs.length === 0 ? <p className="quiet small">{w.noneSaved}</p> : <ul className="plain-list">{data.graphs.map((row) => <Line key={row.id} row={row} open={row.id === saved} />)}</ul>}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

interface SaveProps {
  board: Board;
  /** The saved graph that is open, when it is still there. */
  open: SavedRow | undefined;
  name: string;
  settled: (() => void) | undefined;
}

function SaveForm({ board, open, name, settled }: SaveProps) {
  const w = useWords(graphWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [called, setCalled] = useState(name);
  const [shared, setShared] = useState(open?.shared ?? false);
  const save = useMutation({
    mutationFn: ({ again, body }: { again: boolean; body: GraphToSave }) => (again && open ? changeGraph(open.id, body) : saveGraph(body)),
    onSuccess: async (kept) => {
      client.setQueryData(savedGraph(kept.saved.id).queryKey, kept);
      settled?.();
      await client.invalidateQueries({ queryKey: savedGraphs.queryKey, exact: true });
      await navigate({ to: '/graph', search: { saved: kept.saved.id }, replace: true, resetScroll: false });
    },
  });
  const again = open?.own === true && called.trim() === open.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ again, body: { name: called.trim(), picture: writeBoard(board), shared } });
  };
  return (
    <form className="stack-tight" onSubmit={submit}>
      <TextInput size="xs" label={w.saveName} value={called} maxLength={100} required withAsterisk={false} onChange={(e) => setCalled(e.currentTarget.value)} />
      <Checkbox size="xs" label={w.share} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
      <p className="quiet small">{w.shareHint}</p>
      <div><Button size="xs" type="submit" loading={save.isPending} disabled={called.trim() === ''}>{again ? w.saveAgain : w.save}</Button></div>
      {save.isSuccess && <p role="status" className="small">{w.kept}</p>}
      {save.error && <Failure error={save.error} />}
    </form>
  );
}

function Line({ row, open }: { row: SavedRow; open: boolean }) {
  const w = useWords(graphWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteGraph(row.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: savedGraphs.queryKey, exact: true });
      if (open) {
        await navigate({ to: '/graph', search: {} });
      }
    },
  });
  return (
    <li>
      <Link to="/graph" search={{ saved: row.id }} aria-current={open ? 'page' : undefined}><Foreign text={row.name} /></Link>
      <div className="row small quiet">
        <Moment at={row.at} />
        {!row.own && <span>{w.ofOwner(row.owner)}</span>}
        {row.shared && <span className="tag">{w.shared}</span>}
        {row.own && <button type="button" className="copy" onClick={() => (sure ? remove.mutate() : setSure(true))} onBlur={() => setSure(false)}>{sure ? w.removeSure : w.removeSaved}<span className="visually-hidden"> {row.name}</span></button>}
      </div>
      {remove.error && <Failure error={remove.error} />}
    </li>
  );
}
