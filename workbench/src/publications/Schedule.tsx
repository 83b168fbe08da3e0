import { Button, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useMay } from '../accounts/session';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Moment } from '../shared/Moment';
import { Failure } from '../shared/States';
import { duration, localInput } from '../shared/time';
import { sharedWords } from '../shared/words';
import { useTaken } from './FlowActions';
import { isHighest } from './flow';
import { scheduleAt, takeTimeBack, type Publication } from './queries';
import { ratingWords } from './ratingWords';
import { sendingWords } from './sendingWords';
import { publicationWords } from './words';

const HOUR_MS = 3_600_000;
const TICK_MS = 10_000;

/** Gives an approved warning a time, or another one. */
export function SetTime({ publication, named }: { publication: Publication; named: string[] }) {
  const s = useWords(sendingWords);
  const [open, setOpen] = useState(false);
  const standing = publication.schedule != null && publication.schedule.problem == null;
  return (
    <>
      <Button variant="default" disabled={publication.waiting} onClick={() => setOpen(true)}>{standing ? s.change : s.set}</Button>
      {open && <TimeDialog publication={publication} named={named} close={() => setOpen(false)} />}
    </>
  );
}

/** The time that it has, otherwise the next full hour. */
function proposed(schedule: Publication['schedule']): Date {
  return schedule != null && schedule.problem == null ? new Date(schedule.at) : new Date(Math.ceil((Date.now() + HOUR_MS / 4) / HOUR_MS) * HOUR_MS);
}

function TimeDialog({ publication, named, close }: { publication: Publication; named: string[]; close: () => void }) {
  const s = useWords(sendingWords);
  const w = useWords(publicationWords);
  const r = useWords(ratingWords);
  const shared = useWords(sharedWords);
  const taken = useTaken();
  const now = useNow();
  const [time, setTime] = useState(() => localInput(proposed(publication.schedule)));
  const [reason, setReason] = useState('');
  const highest = isHighest(publication);
  const lowest = publication.chance === 'low' && publication.damage === 'low';
  const asks = highest || lowest || named.length > 0;
  const chosen = new Date(time);
  const past = !Number.isNaN(chosen.getTime()) && chosen.getTime() <= now;
  const set = useMutation({
    mutationFn: () =>
      scheduleAt(publication.id, {
        at: chosen.toISOString(),
        ...(named.length > 0 && { despite: reason.trim() }),
        ...(lowest && { low: reason.trim() }),
        ...(highest && { reason: reason.trim() }),
      }),
    onSuccess: (next) => {
      taken(next);
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <Dialog onClose={close} title={s.title}>
      <form onSubmit={send} onKeyDown={sendByKey} className="stack">
        <p>{s.hint}</p>
        {highest && <p className="notice warn small">{s.hintTwo}</p>}
        {lowest && <p className="notice warn small">{r.lowHint}</p>}
        {named.length > 0 && <p className="notice warn small">{w.despiteHint(named)}</p>}
        <TextInput
          type="datetime-local"
          label={s.at}
          description={s.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}
          value={time}
          onChange={(e) => setTime(e.currentTarget.value)}
          error={past ? s.past : undefined}
          required
          withAsterisk={false}
          data-autofocus
        />
        {asks && <Textarea label={s.reason} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required withAsterisk={false} autosize minRows={3} maxLength={1_000} />}
        {set.error != null && <Failure error={set.error} />}
        <div className="actions">
          <Button type="submit" loading={set.isPending} disabled={Number.isNaN(chosen.getTime()) || past || (asks && reason.trim() === '')}>{highest ? s.propose : s.send}</Button>
          <Button variant="default" onClick={close}>{shared.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Now, again every few seconds. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(tick);
  }, []);
  return now;
}

/** When it goes out, by whom and in how long; or that it did not, and why. */
export function ScheduleNote({ publication, schedule }: { publication: Publication; schedule: NonNullable<Publication['schedule']> }) {
  const s = useWords(sendingWords);
  const { language } = useLanguage();
  const may = useMay();
  const taken = useTaken();
  const now = useNow();
  const back = useMutation({ mutationFn: () => takeTimeBack(publication.id), onSuccess: taken });
  const left = (Date.parse(schedule.at) - now) / 1000;
  const missed = schedule.problem != null;
  return (
    <div className={missed ? 'notice warn' : 'notice'} role={missed ? 'alert' : undefined}>
      <p>
        {missed ? (
          <><strong>{s.missed}</strong>: {language === 'nl' ? schedule.problemNl : schedule.problem} {s.missedAt} <Moment at={schedule.at} />, </>
        ) : (
          <><strong>{s.goesOut}</strong> <Moment at={schedule.at} /> ({left > 0 ? s.inTime(duration(left < 60 ? left : Math.round(left / 60) * 60, language)) : s.now}), </>
        )}
        <Foreign text={s.setBy(schedule.by)} />.
      </p>
      {may('publish') && <p><Button size="compact-sm" variant="default" loading={back.isPending} onClick={() => back.mutate()}>{missed ? s.seen : s.takeBack}</Button></p>}
      {back.error != null && <Failure error={back.error} />}
    </div>
  );
}
