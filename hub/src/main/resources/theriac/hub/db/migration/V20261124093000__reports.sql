-- The desk: what members report, as it came. What is read from it is computed, not stored; two small tables find similar reports.

create table report (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,  -- who reports
    account_id      bigint      references account,                -- the person; null: a machine
    audience_id     bigint      not null references audience,      -- the member (AMBER+STRICT) and the CERT by name
    channel         text        not null,                          -- sms, whatsapp, mail, phone, web, other
    sender          text        not null default '',               -- as the receiver's device showed it
    received_at     timestamptz not null,                          -- by the hub
    raw             bytea       not null,                          -- UTF-8, exactly as received
    fingerprint     int[]       not null,                          -- min-hashes of its wording
    cluster_id      bigint      not null default 0,                -- the first report of the same wave; itself when alone
    state           text        not null,                          -- new, claimed, drafted, dismissed
    keeper_id       bigint      references account,                -- the analyst who took it
    reason          text        not null default '',               -- why it was dismissed
    publication     uuid                                           -- the draft made of it
);
create index report_newest on report (id desc, state);
create index report_cluster on report (cluster_id);
comment on table report is 'A suspicious message that somebody showed us.';

create table report_band (
    band      smallint not null,
    hash      bigint   not null,
    report_id bigint   not null references report,
    primary key (band, hash, report_id)
);
comment on table report_band is 'Reports whose wording agrees in a band are compared; see the desk''s Shingles.';

create table report_value (
    kind      text   not null,
    value     text   not null,
    report_id bigint not null references report,
    primary key (kind, value, report_id)
);
comment on table report_value is 'Suspicious values of reports: the same link means the same wave.';
