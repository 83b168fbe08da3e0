import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialog } from '../../shared/Dialog';
import { useLanguage, useWords } from '../../shared/i18n';
import { kindName, kindWords } from '../../shared/kinds';
import { sendByKey } from '../../shared/keys';
import { Failure } from '../../shared/States';
import { duration } from '../../shared/time';
import { sharedWords } from '../../shared/words';
import { curve, dropsAt } from '../decay';
import { deleteDecay, saveDecay, type DecaySetting } from './queries';
import { SourceSelect } from './SourceSelect';
import { settingsWords } from './words';

const WIDTH = 300;
const HEIGHT = 80;
const BEGIN = '2000-01-01T00:00:00Z';

/** One setting, with the curve that it would give while it is being changed. */
export function DecayEdit({ setting, close }: { setting: DecaySetting; close: () => void }) {
  const w = useWords(settingsWords);
  const common = useWords(sharedWords);
  const kinds = useWords(kindWords);
  const client = useQueryClient();
  const [value, setValue] = useState(setting);
  const set = (part: Partial<DecaySetting>) => setValue({ ...value, ...part });
  const moved = value.type !== setting.type || value.valueKind !== setting.valueKind || (value.source ?? null) !== (setting.source ?? null);
  const save = useMutation({
    // The hub knows a setting by what it is about: for something else it is another one, and the old one goes.
    mutationFn: async () => {
      await saveDecay(value);
      if (setting.key !== 0 && moved) {
        await deleteDecay(setting.key);
      }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['decay', 'object', 'objects'].includes(String(queryKey[0])) });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={setting.key === 0 ? w.newSetting : setting.name} onClose={close}>
      <form className="stack" onSubmit={submit} onKeyDown={sendByKey}>
        <TextInput label={w.name} value={value.name} onChange={(e) => set({ name: e.currentTarget.value })} required withAsterisk={false} maxLength={100} data-autofocus />
        <div className="pair">
          <TextInput label={w.type} description={w.typeHint} value={value.type} onChange={(e) => set({ type: e.currentTarget.value.trim() })} />
          <NativeSelect
            label={w.kind}
            value={value.valueKind}
            onChange={(e) => set({ valueKind: e.currentTarget.value })}
            data={[{ value: '', label: w.everyKind }, ...Object.keys(kinds).map((kind) => ({ value: kind, label: kindName(kind, kinds) }))]}
          />
        </div>
        <SourceSelect label={w.source} none={w.everySource} value={value.source} choose={(source) => set({ source })} />
        <div className="pair">
          <NumberInput label={w.lifetime} description={w.lifetimeHint} value={value.lifetimeHours / 24} min={1} max={36_500} onChange={(days) => set({ lifetimeHours: Math.round(Number(days) * 24) })} />
          <NumberInput label={w.speed} description={w.speedHint} value={value.speed} min={0.1} max={100} step={0.1} onChange={(speed) => set({ speed: Number(speed) })} />
          <NumberInput label={w.base} description={w.baseHint} value={value.base} min={1} max={100} allowDecimal={false} onChange={(base) => set({ base: Number(base) })} />
          <NumberInput label={w.threshold} description={w.thresholdHint} value={value.threshold} min={0} max={100} allowDecimal={false} onChange={(threshold) => set({ threshold: Number(threshold) })} />
        </div>
        <Preview setting={value} />
        {save.error && <Failure error={save.error} />}
        <div className="actions">
          <Button type="submit" loading={save.isPending} disabled={value.name.trim() === ''}>{w.save}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Preview({ setting }: { setting: DecaySetting }) {
  const w = useWords(settingsWords);
  const { language } = useLanguage();
  const decay = { ...setting, from: setting.base, since: BEGIN };
  if (!(setting.speed > 0 && setting.lifetimeHours > 0)) {
    return null;
  }
  const drops = dropsAt(decay);
  const after = drops ? duration((drops.getTime() - Date.parse(BEGIN)) / 1000, language) : w.never;
  const y = HEIGHT - (setting.threshold / 100) * HEIGHT;
  return (
    <div>
      <svg viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`} className="decay-preview" role="img" aria-label={`${w.curve}: ${w.half} ${after}`}>
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="axis" />
        <line x1={0} x2={WIDTH} y1={y} y2={y} className="threshold" />
        <path d={curve(decay, WIDTH, HEIGHT)} className="fading" />
      </svg>
      <p className="quiet small">{w.half}: {after}</p>
    </div>
  );
}
