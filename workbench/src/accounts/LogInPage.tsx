import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { Doorway } from '../shared/Doorway';
import { IssuerButtons } from './IssuerButtons';
import { LogInForm } from './LogInForm';
import { PasskeyLogIn } from './PasskeyButton';
import { accountWords } from './words';

/** What somebody sees who is not logged in, at any address; afterwards the address's own page appears. */
export function LogInPage() {
  const w = useWords(accountWords);
  return (
    <Doorway title={w.logInTo} lead={w.motto}>
      <LogInForm />
      <PasskeyLogIn />
      <IssuerButtons />
      <p><Link to="/forgotten">{w.forgotten}</Link></p>
    </Doorway>
  );
}
