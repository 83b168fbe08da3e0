-- What stands behind a warning's chance and damage, and warnings in versions: 1.00, and 0.01 more for each update.

alter table publication
    add column answers    text   not null default '{}', -- of the questionnaire, as JSON by question
    add column deviation  text   not null default '',   -- why a level is another than the answers give
    add column despite_low text  not null default '',   -- why it was sent although chance and damage are low
    add column edition    int    not null default 0,    -- 0 is version 1.00; of a draft that updates: what it will be
    add column edition_at timestamptz,                  -- when that was published; null for the first
    add column nl_changed text   not null default '',   -- what changed since the version before
    add column en_changed text   not null default '',
    add column updates_id bigint unique references publication; -- the warning that this draft is an update of
comment on column publication.updates_id is 'While an update is written the warning stays as it is; publishing puts the draft in its place and removes the draft.';

create table publication_edition (
    publication_id bigint      not null references publication,
    number         int         not null,
    at             timestamptz not null,
    draft          uuid        not null,              -- the draft that it was written in; of the first, the warning
    nl_title       text        not null,
    nl_summary     text        not null,
    nl_advice      text        not null,
    en_title       text        not null,
    en_summary     text        not null,
    en_advice      text        not null,
    nl_changed     text        not null,
    en_changed     text        not null,
    chance         text        not null,
    damage         text        not null,
    answers        text        not null,
    deviation      text        not null,
    shown          text[]      not null,              -- its values, in order
    created_by     bigint      not null references account,
    reviewed_by    bigint      references account,
    approved_by    bigint      references account,
    published_by   bigint      references account,
    primary key (publication_id, number)
);
comment on table publication_edition is 'Every version of a warning as it was published.';

insert into publication_edition
select p.id, 0, p.published_at, p.public_id, p.nl_title, p.nl_summary, p.nl_advice, p.en_title, p.en_summary, p.en_advice,
       '', '', p.chance, p.damage, '{}', '',
       array(select i.value from publication_indicator i where i.publication_id = p.id order by i.number),
       p.created_by, p.reviewed_by, p.approved_by, p.published_by
from publication p where p.published_at is not null;

alter table publication_delivery add column edition int not null default 0;
comment on column publication_delivery.edition is 'Which version was sent; the portal''s row is of the first and stands for all.';
alter table publication_delivery drop constraint publication_delivery_publication_id_organization_id_channel_key;
alter table publication_delivery
    add constraint publication_delivery_once unique (publication_id, organization_id, channel, edition);

-- A value that was taken back may come back in an update; its withdrawal stays told.
alter table publication_indicator drop constraint publication_indicator_publication_id_kind_value_key;
create unique index publication_indicator_once on publication_indicator (publication_id, kind, value)
    where withdrawn_seq is null;
