import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../api/client';
import { useLanguage, useWords } from '../shared/i18n';
import { Panel } from '../shared/Panel';
import { Loaded } from '../shared/States';
import { Explained } from '../shared/Why';
import type { Content } from './flow';
import { ratingQuestionsQuery, ratingQuery } from './queries';
import { levels, type Levels, type Outcome } from './rating';
import { ratingWords } from './ratingWords';
import { publicationWords } from './words';

const LEVELS = ['low', 'medium', 'high'];
const NOTHING: Outcome = { points: 0, chance: '', damage: '', level: '', urgency: '' };

/** What the answers of a content give, worked out by the hub; the one before stays until the next is there. */
export function useOutcome(answers: Record<string, string>): Outcome {
  const outcome = useQuery({ ...ratingQuery(answers), enabled: Object.keys(answers).length > 0, placeholderData: (before) => before });
  return (Object.keys(answers).length > 0 && outcome.data) || NOTHING;
}

interface Props {
  content: Content;
  outcome: Outcome;
  change: (content: Content) => void;
}

/** The questions on chance and damage, what they give, and the levels that the warning says. */
export function RatingFields({ content, outcome, change }: Props) {
  const r = useWords(ratingWords);
  const w = useWords(publicationWords);
  const questions = useQuery(ratingQuestionsQuery);
  const said = levels(content, outcome);
  const differs = said.chance !== outcome.chance || said.damage !== outcome.damage;
  return (
    <Panel title={r.title}>
      <p className="quiet small hint">{r.hint}</p>
      <Loaded query={questions} lines={3}>
        {(table) => (
          <>
            <Questions title={r.chanceQuestions} questions={table.chance} content={content} change={change} />
            <Questions title={r.damageQuestions} questions={table.damage} content={content} change={change} />
          </>
        )}
      </Loaded>
      <div className="pair rating-levels">
        {(['chance', 'damage'] as const).map((of) => (
          <Level key={of} of={of} content={content} outcome={outcome} change={change} />
        ))}
      </div>
      {outcome.points > 0 && <p className="small quiet">{w.chance}: {r.points(outcome.points)}.</p>}
      <Asks levels={said} />
      {(differs && (said.chance !== '' || said.damage !== '') || content.deviation !== '') && (
        <Textarea
          label={r.deviation}
          description={r.deviationHint}
          value={content.deviation}
          onChange={(e) => change({ ...content, deviation: e.currentTarget.value })}
          autosize
          minRows={2}
          maxLength={2_000}
        />
      )}
    </Panel>
  );
}

/** What two levels ask of who reads them; nothing as long as one is not said. */
export function Asks({ levels: { chance, damage } }: { levels: Levels }) {
  const r = useWords(ratingWords);
  if (chance === '' || damage === '') {
    return null;
  }
  const urgency = chance === 'high' && damage === 'high' ? 'urgent' : 'normal';
  return <p className="small"><span className={urgency === 'urgent' ? 'tag bad' : 'tag'}>{r.asks[urgency]}</span> {r.asksFor[urgency]}</p>;
}

function Level({ of, content, outcome, change }: Props & { of: 'chance' | 'damage' }) {
  const r = useWords(ratingWords);
  const w = useWords(publicationWords);
  const given = outcome[of] === '' ? (w.levels[''] ?? '') : r.given(w.levels[outcome[of]] ?? outcome[of]);
  return (
    <Explained topic={of}>
      <NativeSelect
        label={w[of]}
        value={content[of]}
        onChange={(e) => change({ ...content, [of]: e.currentTarget.value })}
        data={[{ value: '', label: given }, ...LEVELS.map((level) => ({ value: level, label: w.levels[level] ?? level }))]}
      />
    </Explained>
  );
}

interface PartProps {
  title: string;
  questions: Schema<'RatingQuestion'>[];
  content: Content;
  change: (content: Content) => void;
}

function Questions({ title, questions, content, change }: PartProps) {
  const r = useWords(ratingWords);
  const { language } = useLanguage();
  const answered = questions.filter(({ id }) => content.answers[id]).length;
  const answer = (id: string, chosen: string) => {
    const others = Object.fromEntries(Object.entries(content.answers).filter(([question]) => question !== id));
    change({ ...content, answers: chosen === '' ? others : { ...others, [id]: chosen } });
  };
  return (
    <details className="rating-part">
      <summary>{title} <span className="quiet small">{r.answered(answered, questions.length)}</span></summary>
      <div className="side-by-side">
        {questions.map((question) => (
          <NativeSelect
            key={question.id}
            label={question[language]}
            value={content.answers[question.id] ?? ''}
            onChange={(e) => answer(question.id, e.currentTarget.value)}
            data={[{ value: '', label: r.noAnswer }, ...question.answers.map((one) => ({ value: one.id, label: `${one[language]} (${one.points})` }))]}
          />
        ))}
      </div>
    </details>
  );
}
