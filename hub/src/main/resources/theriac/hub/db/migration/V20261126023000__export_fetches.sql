-- When a control fetched a file last, and which key it sent: no more often than once a minute for each.
create table export_fetch (
    profile_id bigint      not null references export_profile on delete cascade,
    file       text        not null,
    by         text        not null,
    at         timestamptz not null,
    primary key (profile_id, file, by)
);

-- In which warnings an object stands.
create index publication_indicator_object on publication_indicator (stix_id) where stix_id is not null;
