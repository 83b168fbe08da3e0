-- The newest of a kind and the newest of a source, whatever they are: one look-up, however many others there are.

create index claim_type on claim (type_id, seq) where withdrawn_seq is null;
create index claim_source on claim (source_id, seq) where withdrawn_seq is null;
