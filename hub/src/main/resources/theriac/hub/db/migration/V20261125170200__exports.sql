-- Files for the controls of recipients. The last good bytes are kept, so that a file that is held back, or that cannot be made,
-- is served as it was, after a restart too.
create table export_profile (
    id              bigint      generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    name            text        not null,
    query           text        not null,
    min_confidence  int         not null,
    min_score       int         not null,
    most            int         not null,
    shrink_percent  int         not null,
    grow_percent    int         not null,
    at              timestamptz not null,
    by              text        not null,
    unique (organization_id, name)
);

create table export_file (
    profile_id   bigint      not null references export_profile on delete cascade,
    file         text        not null,
    etag         text        not null,
    zipped       bytea       not null,
    entries      int         not null,
    left_out     int         not null,
    stopped      int         not null,
    head         bigint      not null,
    at           timestamptz not null,
    held_entries int,
    held_at      timestamptz,
    released     boolean     not null default false,
    primary key (profile_id, file)
);
comment on column export_file.released is 'A person has said that the next state is right, whatever its size.';
