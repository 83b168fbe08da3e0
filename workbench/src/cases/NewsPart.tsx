import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { makeAdvisory } from '../publications/queries';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure } from '../shared/States';
import { Tlp } from '../shared/Tlp';
import { decideNews, newsQuery, type NewsRow } from './news';
import { newsWords } from './newsWords';

const FIRST = 5;

/** Items of feeds that wait at the desk: assess, ignore, or make a warning of it. */
export function NewsPart() {
  const n = useWords(newsWords);
  const news = useQuery(newsQuery);
  const [all, showAll] = useState(false);
  const items = news.data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <Panel title={n.news} aside={!all && items.length > FIRST && <button type="button" className="plain-button" onClick={() => showAll(true)}>{n.all(items.length)}</button>}>
      <p className="quiet small">{n.newsHint}</p>
      <table className="list folds">
        <thead>
          <tr>
            <th scope="col">{n.item}</th>
            <th scope="col">{n.what}</th>
          </tr>
        </thead>
        <tbody>{items.slice(0, all ? items.length : FIRST).map((item) => <Row key={item.id} item={item} />)}</tbody>
      </table>
    </Panel>
  );
}

function Row({ item }: { item: NewsRow }) {
  const n = useWords(newsWords);
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const decide = useMutation({ mutationFn: (verdict: string) => decideNews(item.id, verdict), onSuccess: () => client.invalidateQueries({ queryKey: ['news'] }) });
  const make = useMutation({
    mutationFn: async () => {
      const draft = await makeAdvisory(item.id);
      await decideNews(item.id, 'advisory');
      return draft;
    },
    onSuccess: async (draft) => {
      void client.invalidateQueries({ queryKey: ['news'] });
      void client.invalidateQueries({ queryKey: ['publications'] });
      await navigate({ to: '/publications/$id', params: { id: draft.id } });
    },
  });
  const fault = decide.error ?? make.error;
  return (
    <tr>
      <td className="main">
        <Link to="/objects/$id" params={{ id: item.id }} className="row-link excerpt" data-line><Foreign text={item.name || item.id} /></Link>
        <div className="quiet small row">{n.kinds[item.kind] ?? item.kind} · <Moment at={item.addedAt} /> <Tlp label={item.tlp} /></div>
      </td>
      <td>
        <div className="actions">
          {item.kind === 'csaf' && may('draft-publications') && <Button size="xs" onClick={() => make.mutate()} loading={make.isPending}>{n.make}</Button>}
          <Button size="xs" variant="default" onClick={() => decide.mutate('assessed')} loading={decide.isPending}>{n.assessed}</Button>
          <Button size="xs" variant="default" onClick={() => decide.mutate('ignored')} loading={decide.isPending}>{n.ignored}</Button>
        </div>
        {fault && <Failure error={fault} />}
      </td>
    </tr>
  );
}
