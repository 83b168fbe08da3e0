import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords, type Language } from '../shared/i18n';
import type { Wording } from './flow';
import { publicationWords } from './words';

/** The words as a member reads them, in either language. */
export function Preview({ nl, en }: { nl: Wording; en: Wording }) {
  const w = useWords(publicationWords);
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<Language>(language);
  const wording = chosen === 'nl' ? nl : en;
  return (
    <article lang={chosen}>
      <div className="tabs" role="group" aria-label={w.preview}>
        {(['nl', 'en'] as const).map((code) => (
          <button key={code} type="button" aria-pressed={chosen === code} onClick={() => setChosen(code)}>
            {code === 'nl' ? w.dutch : w.english}
          </button>
        ))}
      </div>
      <h3 className="warning-title">
        <Foreign text={wording.title || w.noTitle} />
      </h3>
      <Paragraphs text={wording.summary} />
      <div className="advice">
        <h4>{chosen === 'nl' ? publicationWords.nl.advice : publicationWords.en.advice}</h4>
        <Paragraphs text={wording.advice} />
      </div>
    </article>
  );
}

function Paragraphs({ text }: { text: string }) {
  return (
    <div className="words">
      <Foreign text={text} />
    </div>
  );
}
