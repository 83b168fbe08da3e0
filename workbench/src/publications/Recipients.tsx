import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAtCert, useMay } from '../accounts/session';
import { accountWords } from '../accounts/words';
import { Foreign } from '../shared/Foreign';
import { useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { AddTarget } from './AddTarget';
import type { Publication } from './queries';
import { recipientWords } from './recipientWords';
import { chooseTargets, recipientsQuery, type Recipient, type Recipients as Everyone, type Rule } from './targets';

/** Who gets a warning and by which rule, before it is sent; who got it, afterwards. */
export function Recipients({ publication }: { publication: Publication }) {
  const w = useWords(recipientWords);
  const atCert = useAtCert();
  const may = useMay();
  const recipients = useQuery({ ...recipientsQuery(publication.id, publication.revision), enabled: atCert && may('read-members') });
  if (!atCert || !may('read-members')) {
    return null;
  }
  const writes = publication.state === 'draft' && may('draft-publications');
  return (
    <Panel title={recipients.data?.sent ? w.titleSent : w.title}>
      {!recipients.data?.sent && <p className="quiet small hint">{publication.updates == null ? w.hint : w.holders}{publication.tlp === 'clear' ? ` ${w.clearHint}` : ''}</p>}
      <Loaded query={recipients} lines={4}>
        {(data) => (
          <div className="stack">
            <Rules id={publication.id} data={data} writes={writes} />
            {writes && publication.updates == null && <AddTarget id={publication.id} data={data} />}
            {data.unnamed != null && <p className="quiet small">{data.unnamed > 0 ? w.unnamed(data.unnamed) : w.unnamedFew}</p>}
            {data.recipients.length === 0 && !data.sent && data.unnamed == null && <p className="notice warn small">{w.nobody}</p>}
            <People title={(data.sent ? w.got : w.gets)(data.recipients.length)} rows={data.recipients} open={data.recipients.length <= 10} />
            {data.others.length > 0 && <People title={w.not(data.others.length)} rows={data.others} open={false} />}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

/** A rule in words: its own, and what it is about. */
function Named({ rule }: { rule: Rule & { name?: string } }) {
  const w = useWords(recipientWords);
  const kinds = useWords(accountWords).kinds;
  const about =
    rule.rule === 'kind' ? (kinds[rule.subject] ?? rule.subject)
    : rule.rule === 'assets' ? rule.subject || w.named
    : rule.rule === 'sightings' ? rule.subject
    : (rule.name ?? '');
  return <>{w.rules[rule.rule] ?? rule.rule}{about && <>: <Foreign text={about} /></>}</>;
}

function Rules({ id, data, writes }: { id: string; data: Everyone; writes: boolean }) {
  const w = useWords(recipientWords);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (rule: Rule) => chooseTargets(id, data.targets, data.targets.filter((each) => each !== rule)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['recipients', id] }),
  });
  if (data.targets.length === 0) {
    return null;
  }
  return (
    <>
      <ul className="plain-list">
        {data.targets.map((rule) => (
          <li key={`${rule.rule} ${rule.subject}`} className="spread">
            <span className="tag break"><Named rule={rule} /></span>
            {writes && <button type="button" className="plain-button" disabled={remove.isPending} onClick={() => remove.mutate(rule)}>{w.remove}<span className="visually-hidden"> {rule.name || rule.subject}</span></button>}
          </li>
        ))}
      </ul>
      {remove.error && <Failure error={remove.error} />}
    </>
  );
}

function People({ title, rows, open }: { title: string; rows: Recipient[]; open: boolean }) {
  const w = useWords(recipientWords);
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.id} className="spread">
            <span className="break">
              <Foreign text={row.name} />
              <span className="quiet small">
                {' '}
                {row.refused !== '' ? w.refused[row.refused] : row.reasons.map((reason) => [w.rules[reason.rule] ?? reason.rule, ...reason.because].join(': ')).join(' · ')}
              </span>
            </span>
            {row.refused === '' && <span className="quiet small">{w.mails[row.mail]}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
