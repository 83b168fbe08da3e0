-- Collections are sent to MISP servers too, event by event.
alter table push_destination add column kind text not null default 'taxii' check (kind in ('taxii', 'misp'));
comment on column push_destination.kind is 'What the other server speaks; the address is that of its collection, or of the MISP server.';

create table push_thing (
    destination_id bigint      not null references push_destination on delete cascade,
    thing          text        not null,
    digest         bytea       not null,
    at             timestamptz not null,
    primary key (destination_id, thing)
);
comment on table push_thing is 'What a MISP server was given of what: events and sightings by their STIX ids, and what they said.';
