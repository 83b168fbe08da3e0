import { Foreign } from '../shared/Foreign';
import { useLanguage } from '../shared/i18n';
import { sentenceOf } from './findingWords';

/** What a remark says: in the reader's language by its rule, then in the hub's own words with the values it is about. */
export function FindingText({ finding }: { finding: { rule: string; message: string } }) {
  const { language } = useLanguage();
  const sentence = sentenceOf(language, finding.rule);
  return sentence === undefined ? (
    <Foreign text={finding.message} />
  ) : (
    <>
      {sentence} <span className="quiet small" lang="en"><Foreign text={finding.message} /></span>
    </>
  );
}
