import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'nl' | 'en';

/** A text in both languages. */
export type Both<T> = Record<Language, T>;

/** A catalogue: the Dutch side must have exactly the keys and functions of the English one. */
export function words<T extends object>(both: { en: T; nl: NoInfer<T> }): Both<T> {
  return both;
}

const STORED = 'theriac.language';

function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'nl' || stored === 'en') {
    return stored;
  }
  return navigator.language.toLowerCase().startsWith('nl') ? 'nl' : 'en';
}

interface Choice {
  language: Language;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'en', choose: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(preferred);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        localStorage.setItem(STORED, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): Choice {
  return useContext(LanguageContext);
}

/** The catalogue in the reader's language. */
export function useWords<T>(both: Both<T>): T {
  return both[useLanguage().language];
}
