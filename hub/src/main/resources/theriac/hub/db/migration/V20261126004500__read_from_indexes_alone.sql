-- A look-up of ten thousand values reads thousands of rows that lie anywhere among millions: what it asks of a row stands
-- in the index that finds it, so that one page is read instead of two, and the pages that look-ups need fit in memory.
drop index value_index_value;
create index value_index_value on value_index (value, kind, object_key) include (version_key);

alter table claim drop constraint claim_pkey;
alter table claim add primary key (object_key, version_key, source_id)
    include (audience_id, withdrawn_seq, seq, confidence);

alter table object drop constraint object_pkey;
alter table object add primary key (key) include (stix_id);

-- Sightings are few among references: without an index of their own, PostgreSQL reads all references for "was it seen".
create index object_reference_sighting on object_reference (target_key) where property = 'sighting_of_ref';
