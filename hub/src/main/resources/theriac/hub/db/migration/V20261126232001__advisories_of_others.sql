-- Warnings that are made of others' advisories: of which one, and whom that may reach. Nobody gets such a warning who may not have what it was made of.

alter table publication
    add column source_object    text,                        -- STIX id; null: it was made of nothing of others
    add column source_name      text     not null default '', -- what that was called then
    add column source_audiences bigint[] not null default '{}'; -- of the advisory and of each of its parts: all of them must reach a recipient
