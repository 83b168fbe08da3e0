-- Why a statement was taken back stands with the statement: the ledger's row is read by all in its audience, also by those
-- who do not see every member that a reason may name. Reasons that older rows hold are taken out of them.
alter table same_as add end_reason text not null default '';
update same_as s set end_reason = l.detail->>'reason'
from ledger l where l.kind = 'split' and l.seq = s.ended_seq and l.detail ? 'reason';
update ledger set detail = detail - 'reason' where kind in ('merged', 'split') and detail ? 'reason';
