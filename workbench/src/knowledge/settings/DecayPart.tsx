import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../accounts/session';
import { Foreign } from '../../shared/Foreign';
import { useLanguage, useWords } from '../../shared/i18n';
import { kindName, kindWords } from '../../shared/kinds';
import { Empty, Loaded } from '../../shared/States';
import { count } from '../../shared/time';
import { DecayEdit } from './DecayEdit';
import { decayQuery, deleteDecay, type DecaySetting } from './queries';
import { RemoveButton } from '../../shared/RemoveButton';
import { NEW_DECAY } from './rules';
import { useSourceName } from './SourceSelect';
import { settingsWords } from './words';

/** How confidence fades for each kind of thing; those who may not change it see it all the same. */
export function DecayPart() {
  const w = useWords(settingsWords);
  const may = useMay()('configure');
  const settings = useQuery(decayQuery);
  const [edited, setEdited] = useState<DecaySetting | undefined>();
  return (
    <>
      <Loaded query={settings} lines={8}>
        {(data) => (data.settings.length === 0 ? <Empty title={w.noSettings} /> : <Table settings={data.settings} {...(may ? { edit: setEdited } : {})} />)}
      </Loaded>
      {may && <Button mt="md" onClick={() => setEdited(NEW_DECAY)}>{w.newSetting}</Button>}
      {edited && <DecayEdit setting={edited} close={() => setEdited(undefined)} />}
    </>
  );
}

function Table({ settings, edit }: { settings: DecaySetting[]; edit?: (setting: DecaySetting) => void }) {
  const w = useWords(settingsWords);
  const kinds = useWords(kindWords);
  const { language } = useLanguage();
  const sourceName = useSourceName();
  return (
    <table className="list folds">
      <thead>
        <tr>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.about}</th>
          <th scope="col" className="number">{w.lifetime}</th>
          <th scope="col" className="number">{w.speed}</th>
          <th scope="col" className="number">{w.base}</th>
          <th scope="col" className="number">{w.threshold}</th>
          {edit && <th scope="col"><span className="visually-hidden">{w.actions}</span></th>}
        </tr>
      </thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.key}>
            <td className="main"><strong><Foreign text={setting.name} /></strong></td>
            <td>
              {setting.type || w.everyType} · {setting.valueKind ? kindName(setting.valueKind, kinds) : w.everyKind}
              <div className="quiet small">{setting.source ? <Foreign text={sourceName(setting.source)} /> : w.everySource}</div>
            </td>
            <td className="number" data-label={w.lifetime}>{count(Math.round(setting.lifetimeHours / 2.4) / 10, language)}</td>
            <td className="number" data-label={w.speed}>{count(setting.speed, language)}</td>
            <td className="number" data-label={w.base}>{setting.base}</td>
            <td className="number" data-label={w.threshold}>{setting.threshold}</td>
            {edit && (
              <td>
                <span className="actions">
                  <button type="button" className="copy" onClick={() => edit(setting)} data-line>
                    {w.change}<span className="visually-hidden"> {setting.name}</span>
                  </button>
                  <RemoveButton name={setting.name} remove={() => deleteDecay(setting.key)} queryKey={decayQuery.queryKey} />
                </span>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
