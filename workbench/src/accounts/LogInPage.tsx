import { Link } from '@tanstack/react-router';
import { useWords } from '../shared/i18n';
import { Doorway } from '../shared/Doorway';
import { LogInForm } from './LogInForm';
import { accountWords } from './words';

/** What somebody sees who is not logged in, at any address; afterwards the address's own page appears. */
export function LogInPage() {
  const w = useWords(accountWords);
  return (
    <Doorway title={w.logInTo} lead={w.motto}>
      <LogInForm />
      <p><Link to="/forgotten">{w.forgotten}</Link></p>
    </Doorway>
  );
}
