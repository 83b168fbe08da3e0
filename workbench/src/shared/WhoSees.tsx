import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { Foreign } from './Foreign';
import { useLanguage, useWords, words } from './i18n';
import { Panel } from './Panel';
import { Loaded } from './States';
import { count } from './time';
import { Tlp } from './Tlp';

type Seer = Schema<'SeerRow'>;

const seerWords = words({
  en: {
    title: 'Who sees this',
    hint: 'By the rules as they are now, as far as you see it yourself.',
    show: 'Show who sees this',
    nobody: 'Nobody but the hub itself.',
    rules: {
      owner: 'It is their own word', named: 'Named as recipients', group: 'Members of a sharing group', circle: 'Act for a recipient, or a recipient acts for them',
      community: 'Everybody who takes part', everybody: 'Everybody', person: 'Named people',
    } as Record<string, string>,
    override: 'by a decision of people',
    through: (names: string) => `through ${names}`,
    organizations: (n: string) => `${n} in all`,
  },
  nl: {
    title: 'Wie ziet dit',
    hint: 'Volgens de regels van nu, voor zover u het zelf ziet.',
    show: 'Tonen wie dit ziet',
    nobody: 'Niemand behalve de hub zelf.',
    rules: {
      owner: 'Het is hun eigen woord', named: 'Genoemd als ontvanger', group: 'Lid van een deelgroep', circle: 'Treden op voor een ontvanger, of een ontvanger voor hen',
      community: 'Iedereen die meedoet', everybody: 'Iedereen', person: 'Genoemde personen',
    },
    override: 'door een besluit van mensen',
    through: (names: string) => `via ${names}`,
    organizations: (n: string) => `${n} in totaal`,
  },
});

interface Props {
  of: 'object' | 'publication';
  id: string;
}

/** Who would see an object or a warning, by which rule; asked when somebody wants to know. */
export function WhoSees(props: Props) {
  const w = useWords(seerWords);
  const [open, setOpen] = useState(false);
  if (!useMay()('read-members')) {
    return null;
  }
  return (
    <Panel title={w.title}>
      <p className="quiet small hint">{w.hint}</p>
      {open ? <Seers {...props} /> : <button type="button" className="copy" onClick={() => setOpen(true)}>{w.show}</button>}
    </Panel>
  );
}

function Seers({ of, id }: Props) {
  const seers = useQuery({
    queryKey: [of, id, 'who-sees'],
    queryFn: () => answered(of === 'object' ? hub.GET('/api/objects/{id}/who-sees', { params: { path: { id } } }) : hub.GET('/api/publications/{id}/who-sees', { params: { path: { id } } })),
  });
  return <Loaded query={seers} lines={4}>{(data) => <ByRule seers={data.seers} />}</Loaded>;
}

function ByRule({ seers }: { seers: Seer[] }) {
  const w = useWords(seerWords);
  const { language } = useLanguage();
  const rules = [...new Set(seers.map(({ rule }) => rule))];
  return (
    <div className="stack" role="status">
      {seers.length === 0 ? <p>{w.nobody}</p> : <p className="quiet small">{w.organizations(count(seers.length, language))}</p>}
      {rules.map((rule) => {
        const some = seers.filter((seer) => seer.rule === rule);
        return (
          <details key={rule} open={some.length <= 10}>
            <summary>{w.rules[rule] ?? rule}: {count(some.length, language)}</summary>
            <ul className="plain-list">
              {some.map((seer) => (
                <li key={seer.organization + seer.person} className="spread">
                  <span className="break">
                    <Foreign text={seer.person === '' ? seer.name : `${seer.person} (${seer.name})`} />
                    {seer.decided === 'override' && <span className="quiet small"> {w.override}</span>}
                    {seer.through.length > 0 && <span className="quiet small"> {w.through(seer.through.join(', '))}</span>}
                  </span>
                  <Tlp label={seer.tlp} />
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
