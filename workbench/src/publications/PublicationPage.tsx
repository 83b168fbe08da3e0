import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useLanguage } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Loaded } from '../shared/States';
import { publicationQuery } from './queries';

/** One publication. */
export default function PublicationPage() {
  const { id = '' } = useParams({ strict: false });
  const { language } = useLanguage();
  return <Loaded query={useQuery(publicationQuery(id))}>{(publication) => <PageHead title={publication[language].title} />}</Loaded>;
}
