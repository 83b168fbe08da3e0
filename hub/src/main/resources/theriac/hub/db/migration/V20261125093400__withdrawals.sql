-- What one decision took back, so that it can be undone exactly: a delivery or a whole source, in parts of bounded size.
-- A part is the claims that were withdrawn from first_seq to last_seq and came by that delivery or source.
create table withdrawal (
    last_seq    bigint primary key,
    first_seq   bigint      not null,
    public_id   uuid        not null,      -- the decision: the same for all its parts
    source_id   bigint      not null references source,
    delivery_id bigint references delivery, -- null: everything of the source
    at          timestamptz not null,
    claims      bigint      not null,
    undone_at   timestamptz
);
create index withdrawal_source on withdrawal (source_id, last_seq) where undone_at is null;
comment on table withdrawal is 'Deliveries and sources that were taken back, for as long as that may be undone.';

-- Few claims are withdrawn: those are found by their place, and standing ones do not pay.
create index claim_withdrawn on claim (withdrawn_seq) where withdrawn_seq is not null;
