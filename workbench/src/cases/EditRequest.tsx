import { useQuery } from '@tanstack/react-query';
import { Waiting } from '../shared/States';
import type { Case } from './queries';
import { RequestForm } from './RequestForm';
import { requestQuery } from './requests';

/** A question to members that was not asked yet, or a new one. */
export function EditRequest({ page, close }: { page?: Case; close: () => void }) {
  return page ? <Known page={page} close={close} /> : <RequestForm close={close} />;
}

function Known({ page, close }: { page: Case; close: () => void }) {
  const request = useQuery(requestQuery(page.id));
  return request.data ? <RequestForm page={page} request={request.data} close={close} /> : <Waiting lines={2} />;
}
