-- A visit of a link says until when its hub is at it; whoever stops says nothing more, and the visit is cut off.
-- The default is for a hub of the version before, which says it once.

alter table link_visit add column alive_until timestamptz not null default now() + interval '5 minutes';
update link_visit set alive_until = begun_at + interval '5 minutes';
comment on column link_visit.alive_until is 'Without an end by then, the visit was cut off by a stop of its hub.';
