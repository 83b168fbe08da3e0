-- For whom a warning is, within its label. No row: every member whom the label reaches.
create table publication_target (
    publication_id bigint   not null references publication,
    number         int      not null,
    rule           text     not null check (rule in ('organization', 'group', 'kind', 'assets', 'sightings')),
    subject        text     not null,               -- an id, a kind, a thing, or why the CERT had to know who saw it
    organizations  bigint[] not null default '{}',  -- sightings: who they were when the CERT asked
    primary key (publication_id, number),
    unique (publication_id, rule, subject)
);
comment on table publication_target is 'Who meets one of these rules when the warning is sent gets it; nobody whom its label does not reach.';

alter table publication_delivery add column rules text not null default '';
comment on column publication_delivery.rules is 'By which rules it went there, as JSON; empty: to every member.';
