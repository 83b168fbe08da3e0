import { useSession } from '../accounts/session';
import { words, useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';

const todayWords = words({
  en: { today: 'Today', hello: (name: string) => `Hello ${name}.` },
  nl: { today: 'Vandaag', hello: (name: string) => `Hallo ${name}.` },
});

export default function TodayPage() {
  const w = useWords(todayWords);
  return <PageHead title={w.today} lead={w.hello(useSession().me.account.name)} />;
}
