-- How far the desk's mailbox was read.

create table report_mailbox (
    url      text        primary key,
    validity bigint      not null,      -- UIDVALIDITY
    uid      bigint      not null,      -- of the last message that is kept
    read_at  timestamptz not null
);
