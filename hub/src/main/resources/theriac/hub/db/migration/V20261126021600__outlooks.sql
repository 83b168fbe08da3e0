-- What an organisation's machines could see when they were last served, and each place at which that changed: what was
-- there already and came into sight counts as added then.
create table outlook (
    organization_id bigint   primary key references organization,
    groups          bigint[] not null,
    circle          bigint[] not null,
    circle_groups   bigint[] not null
);
comment on table outlook is 'The memberships with which an organisation was last served.';

create table outlook_change (
    organization_id bigint   not null references organization,
    place           bigint   not null,
    width           bigint   not null,
    gained          bigint[] not null,
    lost            bigint[] not null,
    starts          bigint[] not null,
    offsets         bigint[] not null,
    primary key (organization_id, place)
);
comment on column outlook_change.place is 'A position of the ledger; so many from here on stand for what came into sight.';
comment on column outlook_change.gained is 'Audiences that the organisation belongs to from here on.';
comment on column outlook_change.lost is 'Audiences that the organisation no longer belongs to.';
comment on column outlook_change.starts is 'Where runs of positions begin at which these audiences were told something before.';
comment on column outlook_change.offsets is 'Where in the width each run begins.';
