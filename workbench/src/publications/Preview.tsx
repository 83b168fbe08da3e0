import { useState } from 'react';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords, type Language } from '../shared/i18n';
import { Tlp } from '../shared/Tlp';
import type { Wording } from './flow';
import { pieces, type Piece, type Section } from './sections';
import { sectionWords } from './sectionWords';
import { publicationWords } from './words';

interface Props {
  nl: Wording;
  en: Wording;
  /** Those that this reader may have. */
  sections?: readonly Section[];
}

/** The words as a member reads them, in either language. */
export function Preview({ nl, en, sections = [] }: Props) {
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
      <Pieces language={chosen} pieces={pieces(wording, 'summary', chosen, sections)} />
      <div className="advice">
        <h4>{chosen === 'nl' ? publicationWords.nl.advice : publicationWords.en.advice}</h4>
        <Pieces language={chosen} pieces={pieces(wording, 'advice', chosen, sections)} />
      </div>
    </article>
  );
}

/** Each section between two lines that say its label, in the language of the text. */
function Pieces({ language, pieces: all }: { language: Language; pieces: Piece[] }) {
  const w = sectionWords[language];
  return all.map(({ label, text }, place) =>
    label === '' ? (
      <Paragraphs key={place} text={text} />
    ) : (
      <section key={place} className="fenced" aria-label={`${label}: ${w.begin}`}>
        <p className="fence"><Tlp label={label} /> <span>— {w.begin}</span></p>
        <Paragraphs text={text} />
        <p className="fence"><Tlp label={label} /> <span>— {w.end}</span></p>
      </section>
    ),
  );
}

function Paragraphs({ text }: { text: string }) {
  return (
    <div className="words">
      <Foreign text={text} />
    </div>
  );
}
