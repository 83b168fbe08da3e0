-- What people decide about for whom an organisation's word on an object is, in place of the marking that it came with.
create table marking_override (
    id              bigint generated always as identity primary key,
    object_key      bigint      not null,
    owner_id        bigint      not null references organization,   -- whose word
    audience_id     bigint      not null references audience,
    organization_id bigint      not null references organization,   -- who decided
    by              text        not null,                           -- log-in name of the person
    reason          text        not null,
    at              timestamptz not null,
    ended_at        timestamptz                                     -- lifted, or another took its place
);
comment on table marking_override is
    'One of each decider stands for an object and an owner, the newest counts, for later deliveries too. Never deleted.';
create unique index marking_override_standing on marking_override (object_key, owner_id, organization_id)
    where ended_at is null;

create table marking_override_claim (
    override_id bigint not null references marking_override,
    version_key bigint not null,
    source_id   bigint not null,
    audience_id bigint not null references audience,                -- for whom it would be without
    primary key (override_id, version_key, source_id)
);
create index marking_override_claim_of on marking_override_claim (version_key, source_id);
comment on table marking_override_claim is 'The claims for which an override counts, withdrawn ones too: what brings them back, and lifting it, look here.';
