-- A version that asks to be acknowledged anew is called about anew; what came of earlier calls stays with
-- the version that they were about.

alter table publication_call add column edition int not null default 0;  -- the version that asked, as asked_edition was
update publication_call c set edition = p.asked_edition
from publication p
where p.id = c.publication_id and p.asked_edition > 0 and (c.called_at is null or c.called_at >= p.asked_at);
alter table publication_call drop constraint publication_call_pkey;
alter table publication_call add primary key (publication_id, organization_id, edition);
comment on table publication_call is 'One row for each member that was called or is being called, and version that asked; one of its rows at most is held.';
