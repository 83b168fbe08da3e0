-- What feeds of advisories and news brought waits at the desk until somebody decided; a newer version waits again.

create table news_decision (
    object     text        not null,                               -- STIX id of the report
    modified   text        not null,                               -- of the version about which was decided
    verdict    text        not null,                               -- assessed, ignored, advisory
    reason     text        not null default '',
    account_id bigint      not null references account,
    at         timestamptz not null,
    primary key (object, modified)
);
comment on table news_decision is 'What the desk decided about an item of a feed. Nothing of the item is here.';
create index case_entry_newest on case_entry (at);
