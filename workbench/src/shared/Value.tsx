import { useState } from 'react';
import { defang } from './defang';
import { Foreign } from './Foreign';
import { useWords } from './i18n';
import { sharedWords } from './words';

const SHOWN_MS = 1500;

/** A value as nobody can click it, with one button for each way to copy it. */
export function Value({ text, safe = defang(text) }: { text: string; safe?: string }) {
  const w = useWords(sharedWords);
  return (
    <span className="value">
      <code>
        <Foreign text={safe} />
      </code>
      {safe !== text && <Copy text={safe} label={w.copyDefanged} />}
      <Copy text={text} label={w.copyReal} />
    </span>
  );
}

/** Copies exactly this text and says so. */
export function Copy({ text, label }: { text: string; label: string }) {
  const w = useWords(sharedWords);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    });
  };
  return (
    <button type="button" className="copy" onClick={copy}>
      {copied ? w.copied : label}
    </button>
  );
}
