-- Chat channels of members that a warning is posted to.
create table webhook (
    id              bigint generated always as identity primary key,
    public_id       uuid        not null unique,
    organization_id bigint      not null references organization,
    name            text        not null,
    shape           text        not null check (shape in ('teams', 'slack', 'mattermost')),
    host            text        not null,              -- what people see of the address
    seal_id         text        not null,              -- names the key of the vault that sealed the address
    nonce           bytea       not null,
    sealed          bytea       not null,
    allowed         text[]      not null default '{}', -- networks that are fine although they are not public
    created_by      bigint      not null references account,
    created_at      timestamptz not null,
    ended_at        timestamptz
);
comment on table webhook is 'The address is a secret: who knows it can post there. It is sealed and never shown again.';
comment on column publication_delivery.channel is 'portal, mail, or webhook: and the key of the webhook.';
