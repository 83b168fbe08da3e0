import { useWords } from '../shared/i18n';
import { typeName, typeWords } from './types';

export function TypeTag({ type }: { type: string }) {
  return <span className="tag">{typeName(type, useWords(typeWords))}</span>;
}
