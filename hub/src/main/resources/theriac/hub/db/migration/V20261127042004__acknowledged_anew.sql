-- An update may ask members to acknowledge anew. What they acknowledged before stays, with the version that it was then.

alter table publication
    add column asks_again    boolean,                  -- of an update's draft, as its writer decided; null: when chance or damage rises
    add column asked_edition int not null default 0,   -- the newest version that asks; acknowledgements of it or later ones count
    add column asked_at      timestamptz;              -- when that version was published; null: the first

alter table publication_acknowledgement add column edition int not null default 0;  -- the version that was read
alter table publication_acknowledgement drop constraint publication_acknowledgement_pkey;
alter table publication_acknowledgement add primary key (publication_id, organization_id, edition);
