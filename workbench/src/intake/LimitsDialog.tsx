import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { limitsQuery, saveLimits } from './desk';
import { deskWords } from './deskWords';

const LONGEST = 43_200; // 30 days

/** After how long a report at the desk is late. */
export function LimitsDialog({ close }: { close: () => void }) {
  const limits = useQuery(limitsQuery);
  return limits.data ? <Form minutes={limits.data.minutes} close={close} /> : null;
}

function Form({ minutes, close }: { minutes: Record<string, number>; close: () => void }) {
  const d = useWords(deskWords);
  const [values, setValues] = useState(minutes);
  const whole = Object.values(values).every((value) => value >= 1 && value <= LONGEST);
  return (
    <FormDialog title={d.limits} send={() => saveLimits(values)} renews={['reports']} whole={whole} close={close}>
      <p>{d.limitsHint}</p>
      <div className="pair">
        {Object.entries(values).map(([code, value]) => (
          <NumberInput key={code} label={d.limit[code] ?? code} suffix={` ${d.minutes}`} value={value} min={1} max={LONGEST} allowDecimal={false} onChange={(next) => setValues({ ...values, [code]: Number(next) })} />
        ))}
      </div>
    </FormDialog>
  );
}
