-- Keys with which a partner's machine brings records to one source.

alter table machine_token add column source_id bigint references source;
create index machine_token_source on machine_token (source_id) where source_id is not null;
comment on column machine_token.source_id is 'The only source that a token of the scope push opens; null for all others.';
