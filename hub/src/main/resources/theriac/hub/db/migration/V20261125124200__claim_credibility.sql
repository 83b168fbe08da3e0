-- The source's own judgement on the Admiralty scale, 1 to 6, beside the confidence that follows from it: B2 stays B2.
alter table claim add column credibility smallint;
comment on column claim.credibility is 'Admiralty scale: 1 confirmed ... 5 improbable, 6 cannot be judged; null: not said';

-- A large delivery is taken back in parts, oldest claims first: each part begins where the one before ended.
drop index claim_delivery;
create index claim_delivery on claim (delivery_id, seq) where delivery_id is not null;
