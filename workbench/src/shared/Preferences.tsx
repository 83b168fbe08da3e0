import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useLanguage, useWords, words, type Language } from './i18n';

export const preferenceWords = words({
  en: { language: 'Language', looks: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system' },
  nl: { language: 'Taal', looks: 'Weergave', light: 'Licht', dark: 'Donker', auto: 'Zoals het systeem' },
});

const LANGUAGES: [Language, string][] = [
  ['nl', 'Nederlands'],
  ['en', 'English'],
];

/**
 * Language and appearance, kept in this browser. Plain selects: they work everywhere, also on a phone.
 * @param chosen told of what was chosen, to keep it with a person too
 */
export function Preferences({ chosen }: { chosen?: (looks: { language?: Language; theme?: MantineColorScheme }) => void }) {
  const w = useWords(preferenceWords);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="preferences">
      <select aria-label={w.language} value={language} onChange={(e) => {
          choose(e.currentTarget.value as Language);
          chosen?.({ language: e.currentTarget.value as Language });
        }}>
        {LANGUAGES.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={w.looks}
        value={colorScheme}
        onChange={(e) => {
          setColorScheme(e.currentTarget.value as MantineColorScheme);
          chosen?.({ theme: e.currentTarget.value as MantineColorScheme });
        }}
      >
        <option value="auto">{w.auto}</option>
        <option value="light">{w.light}</option>
        <option value="dark">{w.dark}</option>
      </select>
    </div>
  );
}
