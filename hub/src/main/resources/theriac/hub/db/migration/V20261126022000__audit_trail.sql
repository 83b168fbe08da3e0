-- The audit trail: who did, read and asked what. Nothing wrote to the table that stood here before.
drop table audit_event;

create table audit_event (
    id              bigint generated always as identity primary key,
    at              timestamptz not null,
    actor           text        not null,  -- login, prefix of a key, or '' for nobody
    account_id      bigint,                -- no foreign keys: what happened outlives who did it
    organization_id bigint,
    address         text        not null,  -- where the request came from
    action          text        not null,
    subject         text        not null,
    outcome         text        not null check (outcome in ('done', 'refused', 'failed')),
    detail          text,                  -- null: there is none
    detail_digest   bytea,                 -- of salt and detail: the chain holds when a detail must be blanked
    detail_salt     bytea,                 -- null: there is no detail, or a part of it was blanked later
    seq             bigint unique,         -- place in the chain; null for a moment, until it is sealed
    hash            bytea,
    check ((seq is null) = (hash is null))
);
comment on table audit_event is 'Who did, read and asked what; append only, each row sealed with the hash of all before it.';
create index audit_event_unsealed on audit_event (id) where seq is null;
create index audit_event_actor on audit_event (actor, id);
create index audit_event_action on audit_event (action, id);
create index audit_event_subject on audit_event (subject, id);
create index audit_event_organization on audit_event (organization_id, id);

create table audit_head (
    only_row    boolean primary key default true check (only_row),
    seq         bigint not null,           -- the last sealed row
    hash        bytea  not null,
    kept_after  bigint not null,           -- rows up to here were removed when their time was over
    kept_hash   bytea  not null            -- the hash of the last one of them
);
comment on table audit_head is 'Both ends of the chain of audit_event.';
insert into audit_head (seq, hash, kept_after, kept_hash) values (0, decode('', 'hex'), 0, decode('', 'hex'));

create table audit_copy (
    target text   primary key,
    seq    bigint not null                 -- rows up to here have left
);
comment on table audit_copy is 'How far the copies of the audit trail elsewhere have come.';

-- A row is written, sealed once, its detail perhaps blanked, and it is removed from the old end only.
create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.seq is null or old.seq > (select kept_after from audit_head) then
            raise exception 'The audit trail is append only: row % may not be removed.', old.id;
        end if;
        return old;
    end if;
    if (new.id, new.at, new.actor, new.account_id, new.organization_id, new.address, new.action, new.subject, new.outcome,
            new.detail_digest)
        is distinct from
       (old.id, old.at, old.actor, old.account_id, old.organization_id, old.address, old.action, old.subject, old.outcome,
            old.detail_digest)
        or old.seq is not null and (new.seq, new.hash) is distinct from (old.seq, old.hash)
        or new.detail_salt is distinct from old.detail_salt then
        raise exception 'The audit trail is append only: row % may not be changed.', old.id;
    end if;
    -- Personal values are erased from details; what is left is never shown as what was written.
    if new.detail is distinct from old.detail then
        new.detail_salt := null;
    end if;
    return new;
end $$;
create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function audit_event_is_append_only();
create function audit_event_is_not_truncated() returns trigger language plpgsql as $$
begin
    -- A restore empties every table first, those too that have nothing.
    if exists (select from audit_event) then
        raise exception 'The audit trail is append only: it may not be emptied.';
    end if;
    return null;
end $$;
create trigger audit_event_not_truncated before truncate on audit_event
    for each statement execute function audit_event_is_not_truncated();
