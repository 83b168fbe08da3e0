import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { PageHead } from '../shared/PageHead';
import { RemoveButton } from '../shared/RemoveButton';
import { Empty, Failure, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { AddList } from './AddList';
import { CheckValues } from './CheckValues';
import { HeldBack } from './HeldBack';
import { deleteWarningList, setUse, USES, warningListsQuery, type Use, type WarningList } from './queries';
import { benignWords } from './words';

/** Lists of what is often mistaken for bad, what each is used for, and which values are on them. */
export default function WarningListsPage() {
  const w = useWords(benignWords);
  const { language } = useLanguage();
  const may = useMay();
  const lists = useQuery(warningListsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        {may('configure-sharing') && <Button onClick={() => setAdding(true)}>{w.add}</Button>}
      </PageHead>
      <Loaded query={lists}>
        {(data) => (
          <>
            <p className="quiet">{w.compared(count(data.compared, language))}</p>
            {data.lists.length === 0 ? <Empty title={w.none}>{w.noneHint}</Empty> : <Table lists={data.lists} />}
          </>
        )}
      </Loaded>
      <CheckValues />
      {may('configure-sharing') && <HeldBack />}
      {adding && <AddList close={() => setAdding(false)} />}
    </>
  );
}

function Table({ lists }: { lists: WarningList[] }) {
  const w = useWords(benignWords);
  const { language } = useLanguage();
  const may = useMay();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.list}</th>
          <th scope="col">{w.type}</th>
          <th scope="col" className="number">{w.entries}</th>
          <th scope="col">{w.use}</th>
          <th scope="col">{w.brought}</th>
          <th scope="col"><span className="visually-hidden">{w.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        {lists.map((list) => (
          <tr key={list.id}>
            <td className="main">
              <strong><Foreign text={list.name} /></strong>
              <div className="quiet small"><Foreign text={list.description} /></div>
              {list.unread > 0 && <div className="small">{w.unread(count(list.unread, language))}</div>}
            </td>
            <td data-label={w.type}>{w.types[list.type] ?? list.type}</td>
            <td className="number" data-label={w.entries}>{count(list.entries, language)}</td>
            <td data-label={w.use}>{may('configure-sharing') ? <ChooseUse list={list} /> : w.uses[list.use]}</td>
            <td data-label={w.brought}><Moment at={list.at} /> · <Foreign text={list.by} /></td>
            <td>{may('configure-sharing') && <RemoveButton name={list.name} remove={() => deleteWarningList(list.id)} queryKey={warningListsQuery.queryKey} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChooseUse({ list }: { list: WarningList }) {
  const w = useWords(benignWords);
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: (use: Use) => setUse(list.id, use),
    onSuccess: () => client.invalidateQueries({ queryKey: warningListsQuery.queryKey }),
  });
  return (
    <>
      <NativeSelect
        aria-label={w.useOf(list.name)}
        value={choose.isPending ? choose.variables : list.use}
        onChange={(e) => choose.mutate(e.currentTarget.value as Use)}
        data={USES.map((use) => ({ value: use, label: w.uses[use] }))}
      />
      {choose.error && <Failure error={choose.error} />}
    </>
  );
}
