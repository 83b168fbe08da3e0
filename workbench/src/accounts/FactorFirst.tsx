import { useWords } from '../shared/i18n';
import { Doorway } from '../shared/Doorway';
import { FactorPanel } from './FactorPanel';
import { factorWords } from './factorWords';
import { useLogOut } from './session';
import { accountWords } from './words';

/** What somebody sees whose roles need a second factor, until there is one. */
export function FactorFirst() {
  const w = useWords(factorWords);
  const account = useWords(accountWords);
  const logOut = useLogOut();
  return (
    <Doorway title={w.must} lead={w.mustLead}>
      <FactorPanel />
      <p><button type="button" className="plain-button" onClick={() => void logOut()}>{account.logOut}</button></p>
    </Doorway>
  );
}
