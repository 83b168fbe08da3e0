-- What the situation asks of the ledger: what happened lately that an audience may see, and how far each member got. The
-- bulk of the ledger (claimed, revised) is in none of these indexes.

create index ledger_audience on ledger (audience_id, seq) where kind not in ('claimed', 'revised');
create index ledger_progress on ledger (organization_id, kind, seq) where kind in ('fetched', 'recognised');
create index report_open on report (audience_id) where state in ('new', 'claimed');
create index publication_published on publication (published_at desc) where published_at is not null;
