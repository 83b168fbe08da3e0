import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Restored } from '../shared/Restored';
import { sendByKey } from '../shared/keys';
import { AskForm } from './AskForm';
import { CodesRead } from './Codes';
import { PictureField } from './PictureField';
import { ReportFormEnd } from './ReportFormEnd';
import { sharedText, type Shared } from './shared';
import { useReporting } from './useReporting';
import { intakeWords } from './words';

const CHANNELS = ['sms', 'whatsapp', 'mail', 'phone', 'web', 'other'];

/** What is typed; drafts that were kept before there were codes have none. */
interface Wish {
  text: string;
  channel: string;
  sender: string;
  anonymous: boolean;
  codes?: Schema<'NewCode'>[];
}

const EMPTY: Wish = { text: '', channel: 'sms', sender: '', anonymous: false };

/** Where somebody reports a suspicious message, or asks the CERT something. */
export default function NewReportPage() {
  const w = useWords(intakeWords);
  const { as } = useSearch({ strict: false }) as { as?: string };
  const asks = as === 'question';
  const [receipt, setReceipt] = useState<string>();
  return (
    <>
      <PageHead title={asks ? w.ask : w.report} lead={asks ? w.askHint : w.reportHint} />
      {receipt && <Receipt id={receipt} asked={asks} again={() => setReceipt(undefined)} />}
      {!receipt && (asks ? <AskForm onSent={setReceipt} /> : <ReportForm onSent={setReceipt} />)}
    </>
  );
}

function ReportForm({ onSent }: { onSent: (id: string) => void }) {
  const w = useWords(intakeWords);
  const { draft, send, submit } = useReporting<Wish>('report', EMPTY, (wish) => wish, onSent);
  const { value: wish } = draft;
  const codes = wish.codes ?? [];
  const said = sharedText(useSearch({ strict: false }) as Shared);
  const navigate = useNavigate();
  useEffect(() => {
    if (said !== '') {
      draft.change({ ...wish, text: below(wish.text, said), channel: 'other' });
      // Or it would be added again by the back button.
      void navigate({ to: '/desk/new', search: {}, replace: true });
    }
    // Once, for what was handed over when the page was opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [said]);
  return (
    <form onSubmit={submit} className="panel stack narrow" onKeyDown={sendByKey}>
      <Restored draft={draft} />
      <Textarea
        label={w.text}
        description={w.textHint}
        value={wish.text}
        onChange={(e) => draft.change({ ...wish, text: e.currentTarget.value })}
        dir="auto"
        autosize
        minRows={7}
        maxRows={20}
        required={codes.length === 0}
        withAsterisk={false}
        autoFocus
      />
      <PictureField
        onRead={(words, read) =>
          draft.change({ ...wish, text: below(wish.text, words), codes: withRead(codes, read) })
        }
      />
      <CodesRead codes={codes} onChange={(left) => draft.change({ ...wish, codes: left })} />
      <div className="side-by-side">
        <NativeSelect
          label={w.channel}
          description=" "
          value={wish.channel}
          onChange={(e) => draft.change({ ...wish, channel: e.currentTarget.value })}
          data={CHANNELS.map((channel) => ({ value: channel, label: w.channels[channel] ?? channel }))}
        />
        <TextInput
          label={w.sender}
          description={w.senderHint}
          value={wish.sender}
          onChange={(e) => draft.change({ ...wish, sender: e.currentTarget.value })}
          dir="auto"
        />
      </div>
      <ReportFormEnd
        anonymous={wish.anonymous}
        onAnonymous={(anonymous) => draft.change({ ...wish, anonymous })}
        send={send}
        action={w.send}
        whole={wish.text.trim() !== '' || codes.length > 0}
      />
    </form>
  );
}

/** What came later stands below what is there, once. */
function below(text: string, more: string): string {
  const there = text.trim();
  return there === more ? there : [there, more].filter((part) => part !== '').join('\n\n');
}

/** Each code of a picture once. */
function withRead(codes: Schema<'NewCode'>[], read: Schema<'NewCode'>[]) {
  return [...codes, ...read.filter(({ picture, text }) => !codes.some((code) => code.picture === picture && code.text === text))];
}

function Receipt({ id, asked, again }: { id: string; asked: boolean; again: () => void }) {
  const w = useWords(intakeWords);
  return (
    <div className="panel stack narrow" role="status">
      <h2>{asked ? w.asked : w.thanks}</h2>
      <p className="quiet">{asked ? w.askedHint : w.thanksHint}</p>
      <div className="actions">
        <Button component={Link} to={`/desk/${id}`} autoFocus>
          {w.follow}
        </Button>
        <Button variant="default" onClick={again}>
          {w.another}
        </Button>
      </div>
    </div>
  );
}
