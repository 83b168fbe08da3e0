-- Parts of a warning with a stricter label. The text of `publication` and `publication_edition` is without them, so
-- that what knows nothing of sections carries none.

create table publication_section (
    publication_id bigint   not null references publication on delete cascade,
    edition        int      not null,                     -- of which version; of a draft: what it will be
    language       text     not null check (language in ('nl', 'en')),
    part           text     not null check (part in ('summary', 'advice')),
    number         int      not null,                     -- in its part, from 1
    place          int      not null,                     -- how many lines of the part stand before it
    tlp            smallint not null,                     -- as in audience, stricter than the warning's
    audience_id    bigint   not null references audience, -- the owner until it is published
    content        text     not null,
    stix_id        text,                                  -- the note that carries it, in both languages; from publication on
    primary key (publication_id, edition, language, part, number)
);
comment on table publication_section is 'Parts of a warning that fewer people may read than the rest, by version.';
