import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../shared/i18n';
import { mappingWords } from './mappingWords';
import { howOf, HOWS, isMapped, lines, wordsOf, wordsText, type Exclusion, type Options } from './options';

interface Props {
  kind: string;
  options: Options;
  change: (options: Options) => void;
}

/** How a list is written and what is left out of it; the columns are chosen beside a sample. */
export function Mapping({ kind, options, change }: Props) {
  const m = useWords(mappingWords);
  const set = (part: Partial<Options>) => change({ ...options, ...part });
  if (!isMapped(kind)) {
    return null;
  }
  return (
    <>
      {kind === 'csv' && (
        <div className="pair">
          <NativeSelect label={m.delimiter} value={options.delimiter ?? ''} onChange={(e) => set({ delimiter: e.currentTarget.value })} data={named(m.delimiters, options.delimiter)} />
          <NativeSelect label={m.header} value={String(options.header ?? '')} onChange={(e) => set({ header: { true: true, false: false }[e.currentTarget.value] })} data={named(m.headers)} />
          <NumberInput label={m.skip} value={options.skip ?? ''} min={0} max={1_000} allowDecimal={false} onChange={(n) => set({ skip: n === '' || n === 0 ? undefined : Number(n) })} />
        </div>
      )}
      {kind === 'json' && <TextInput label={m.records} description={m.recordsHint} value={options.records ?? ''} onChange={(e) => set({ records: e.currentTarget.value.trim() })} classNames={{ input: 'mono' }} />}
      <details className="how-to">
        <summary>{m.finer}</summary>
        <div className="stack">
          <Lines label={m.dates} hint={m.datesHint} text={(options.dates ?? []).join('\n')} leave={(text) => set({ dates: lines(text) })} />
          <Lines label={m.kinds} hint={m.kindsHint} text={wordsText(options.kinds)} leave={(text) => set({ kinds: wordsOf(text) })} />
          <Lines label={m.nothing} hint={m.nothingHint} text={(options.nothing ?? []).join('\n')} leave={(text) => set({ nothing: lines(text) })} />
        </div>
      </details>
      <Exclusions rules={options.exclude ?? []} change={(exclude) => set({ exclude })} />
    </>
  );
}

/** Names for a choice; a value that has none stands for itself. */
function named(names: Record<string, string>, value = ''): { value: string; label: string }[] {
  const all = Object.entries(names).map(([key, label]) => ({ value: key, label }));
  return value in names ? all : [...all, { value, label: value }];
}

/** Lines of text that count when the field is left: half a word is no setting. */
function Lines({ label, hint, text, leave }: { label: string; hint: string; text: string; leave: (text: string) => void }) {
  return <Textarea key={text} label={label} description={hint} defaultValue={text} onBlur={(e) => e.currentTarget.value !== text && leave(e.currentTarget.value)} autosize minRows={1} classNames={{ input: 'mono' }} />;
}

function Exclusions({ rules, change }: { rules: Exclusion[]; change: (rules: Exclusion[]) => void }) {
  const m = useWords(mappingWords);
  const put = (at: number, rule: Exclusion) => change(rules.map((old, i) => (i === at ? rule : old)));
  return (
    <fieldset className="rules">
      <legend>{m.exclude}</legend>
      {rules.map((rule, i) => {
        const how = howOf(rule);
        const text = rule[how] ?? '';
        return (
          <div key={i} className="pair">
            <TextInput label={m.column} value={rule.column} onChange={(e) => put(i, { ...rule, column: e.currentTarget.value })} classNames={{ input: 'mono' }} />
            <NativeSelect label={m.how} value={how} onChange={(e) => put(i, { column: rule.column, [e.currentTarget.value]: text })} data={HOWS.map((one) => ({ value: one, label: m.hows[one] ?? one }))} />
            <TextInput label={m.text} value={text} onChange={(e) => put(i, { column: rule.column, [how]: e.currentTarget.value })} />
            <Button variant="default" onClick={() => change(rules.filter((_, at) => at !== i))}>{m.removeRule}</Button>
          </div>
        );
      })}
      <Button variant="default" size="xs" onClick={() => change([...rules, { column: '', equals: '' }])}>{m.addRule}</Button>
    </fieldset>
  );
}
