-- Drafts of warnings can be thrown away and fetched back: state 'discarded'.

alter table publication
    add column discarded_by bigint references account,      -- who threw the draft away; null: nobody did
    add column discarded_at timestamptz;
create index publication_discarded on publication (discarded_at desc) where state = 'discarded';

-- One update at a time, beside those that were thrown away.
alter table publication drop constraint publication_updates_id_key;
create unique index publication_one_update on publication (updates_id) where state <> 'discarded';
create index publication_updates on publication (updates_id) where updates_id is not null;
