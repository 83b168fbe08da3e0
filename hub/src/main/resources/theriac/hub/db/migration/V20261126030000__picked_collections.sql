-- Collections whose objects people choose one by one, beside those that a question fills.
alter table shelf add column picked boolean not null default false;
comment on column shelf.picked is 'Filled by hand (shelf_pick); its question is empty and chooses nothing.';

create table shelf_pick (
    shelf_id   bigint      not null references shelf,
    object_key bigint      not null,
    place      bigint      not null,
    there      boolean     not null,
    at         timestamptz not null,
    by         text        not null,
    primary key (shelf_id, object_key)
);
comment on column shelf_pick.place is 'Of the shelf: where it was put in, or taken out.';
comment on column shelf_pick.there is 'False: it was taken out, and comes once more to who may hold it.';

alter table shared_collection add column posting text not null default 'nobody'
    check (posting in ('nobody', 'cert', 'readers'));
comment on column shared_collection.posting is 'Who sees what readers post to it.';

create table shared_collection_source (
    collection_id   bigint not null references shared_collection on delete cascade,
    organization_id bigint not null references organization,
    source_id       bigint not null references source,
    primary key (collection_id, organization_id)
);
comment on table shared_collection_source is 'The source that stands for what an organisation posts to a collection.';
