-- Links of reports that somebody followed, because she was allowed to and wrote down why.

create table link_page (
    digest  text        primary key,       -- SHA-256 of it
    bytes   bytea       not null,          -- exactly as it came, unpacked; hostile
    kept_at timestamptz not null
);

create table link_visit (
    id         bigint      generated always as identity primary key,
    public_id  uuid        not null unique,
    report_id  bigint      not null references report,
    link       text        not null,
    why        text        not null,
    by_name    text        not null,
    begun_at   timestamptz not null,
    ended_at   timestamptz,                -- null: it goes on, or its hub died
    hops       text        not null default '[]',  -- JSON: address, status or problem
    outcome    text        not null default '',    -- a stable word; empty while it goes on
    page       text        references link_page,
    title      text        not null default '',
    words      text        not null default ''     -- the beginning of the page's text
);
create index link_visit_report on link_visit (report_id, id desc);

create table report_link_value (
    report_id bigint not null references report,
    kind      text   not null,
    value     text   not null,
    link      text   not null,             -- in whose chain it was found
    primary key (report_id, kind, value)
);
comment on table report_link_value is 'What a report has by a redirect chain and not by its own words.';
comment on table link_visit is 'Who let the hub follow which link, why, and where it led.';
comment on table link_page is 'Pages at the end of such links. Read by the process of ADR 031 alone.';
