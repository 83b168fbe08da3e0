-- Written from the catalog of a migrated database by ./theriac golden.

table account
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  login                text not null
  login_key            text not null
  name                 text not null
  password_hash        text
  roles                text[] not null
  created_at           timestamp with time zone not null
  disabled_at          timestamp with time zone
  mail                 text default ''::text not null
  language             text default ''::text not null
  theme                text default ''::text not null
  constraint account_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_login_key_key UNIQUE (login_key)
  constraint account_public_id_key UNIQUE (public_id)
  CREATE INDEX account_organization ON public.account USING btree (organization_id)

table account_identity
  public_id            uuid not null
  issuer_id            bigint not null
  subject              text not null
  account_id           bigint not null
  created_at           timestamp with time zone not null
  last_used_at         timestamp with time zone
  constraint account_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint account_identity_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES issuer(id) ON DELETE CASCADE
  constraint account_identity_pkey PRIMARY KEY (public_id)
  constraint account_identity_issuer_id_subject_key UNIQUE (issuer_id, subject)
  CREATE INDEX account_identity_account ON public.account_identity USING btree (account_id)
  -- Whom an issuer means by a subject. Nothing else ties the two, least of all a mail address.

table account_mail
  id                   bigint generated always as identity not null
  invitation_id        bigint
  login_key            text
  due_at               timestamp with time zone not null
  attempts             integer default 0 not null
  constraint account_mail_check CHECK (((invitation_id IS NULL) <> (login_key IS NULL)))
  constraint account_mail_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitation(id) ON DELETE CASCADE
  constraint account_mail_pkey PRIMARY KEY (id)
  constraint account_mail_invitation_id_key UNIQUE (invitation_id)
  constraint account_mail_login_key_key UNIQUE (login_key)
  -- Mails with links that wait to be sent. A forgotten password is kept as asked for: whether anybody has the name is found out later, out of sight.

table account_session
  token_hash           bytea not null
  account_id           bigint not null
  csrf                 text not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  public_id            uuid default gen_random_uuid() not null
  agent                text default ''::text not null
  address              text default ''::text not null
  confirmed_at         timestamp with time zone default now() not null
  issuer_id            bigint
  two_factors          boolean default false not null
  farewell             bytea
  used_at              timestamp with time zone not null
  issuer_subject       text
  issuer_sid           text
  constraint account_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint account_session_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES issuer(id) ON DELETE CASCADE
  constraint account_session_pkey PRIMARY KEY (token_hash)
  constraint account_session_public_id_key UNIQUE (public_id)
  CREATE INDEX account_session_account ON public.account_session USING btree (account_id)
  CREATE INDEX account_session_issuer ON public.account_session USING btree (issuer_id) WHERE (issuer_id IS NOT NULL)

table asset
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  kind                 text not null
  value                text not null
  note                 text default ''::text not null
  origin               text not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint asset_kind_check CHECK ((kind = ANY (ARRAY['cpe'::text, 'product'::text, 'device'::text, 'domain'::text, 'network'::text, 'brand'::text])))
  constraint asset_origin_check CHECK ((origin = ANY (ARRAY['hand'::text, 'csv'::text, 'cyclonedx'::text])))
  constraint asset_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint asset_pkey PRIMARY KEY (id)
  constraint asset_organization_id_kind_value_key UNIQUE (organization_id, kind, value)
  constraint asset_public_id_key UNIQUE (public_id)
  -- Read by the organisation, by a firm that acts for it, and by the CERT; by nobody else.

table audience
  id                   bigint generated always as identity not null
  digest               bytea not null
  tlp                  smallint not null
  owner_id             bigint not null
  organizations        bigint[] default '{}'::bigint[] not null
  groups               bigint[] default '{}'::bigint[] not null
  people               bigint[] default '{}'::bigint[] not null
  pap                  smallint
  constraint audience_pap_check CHECK (((pap >= 0) AND (pap <= 3)))
  constraint audience_tlp_check CHECK (((tlp >= 0) AND (tlp <= 4)))
  constraint audience_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organization(id)
  constraint audience_pkey PRIMARY KEY (id)
  constraint audience_digest_key UNIQUE (digest)
  -- Who may see a claim. A few hundred rules, however many claims: policy costs nothing per object.

table audit_copy
  target               text not null
  seq                  bigint not null
  constraint audit_copy_pkey PRIMARY KEY (target)
  -- How far the copies of the audit trail elsewhere have come.

table audit_event
  id                   bigint generated always as identity not null
  at                   timestamp with time zone not null
  actor                text not null
  account_id           bigint
  organization_id      bigint
  address              text not null
  action               text not null
  subject              text not null
  outcome              text not null
  detail               text
  detail_digest        bytea
  detail_salt          bytea
  seq                  bigint
  hash                 bytea
  constraint audit_event_check CHECK (((seq IS NULL) = (hash IS NULL)))
  constraint audit_event_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
  constraint audit_event_pkey PRIMARY KEY (id)
  constraint audit_event_seq_key UNIQUE (seq)
  CREATE INDEX audit_event_account_action ON public.audit_event USING btree (account_id, action, id) WHERE ((outcome = 'done'::text) AND (account_id IS NOT NULL))
  CREATE INDEX audit_event_action ON public.audit_event USING btree (action, id)
  CREATE INDEX audit_event_actor ON public.audit_event USING btree (actor, id)
  CREATE INDEX audit_event_organization ON public.audit_event USING btree (organization_id, id)
  CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject, id)
  CREATE INDEX audit_event_unsealed ON public.audit_event USING btree (id) WHERE (seq IS NULL)
  CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only()
  CREATE TRIGGER audit_event_not_truncated BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_not_truncated()
  -- Who did, read and asked what; append only, each row sealed with the hash of all before it.

table audit_head
  only_row             boolean default true not null
  seq                  bigint not null
  hash                 bytea not null
  kept_after           bigint not null
  kept_hash            bytea not null
  constraint audit_head_only_row_check CHECK (only_row)
  constraint audit_head_pkey PRIMARY KEY (only_row)
  -- Both ends of the chain of audit_event.

table case_entry
  id                   bigint generated always as identity not null
  case_id              bigint not null
  at                   timestamp with time zone not null
  account_id           bigint not null
  kind                 text not null
  subject              text default ''::text not null
  text                 text default ''::text not null
  constraint case_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint case_entry_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint case_entry_pkey PRIMARY KEY (id)
  CREATE INDEX case_entry_newest ON public.case_entry USING btree (at)
  CREATE INDEX case_entry_of ON public.case_entry USING btree (case_id, id)
  -- What was done in a case, by whom, in the order in which it was done. Never changed.

table case_link
  case_id              bigint not null
  kind                 text not null
  subject              text not null
  at                   timestamp with time zone not null
  constraint case_link_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint case_link_pkey PRIMARY KEY (case_id, kind, subject)
  CREATE INDEX case_link_subject ON public.case_link USING btree (subject, kind)
  -- What a case is about. Shown to who may see the thing itself.

table case_reminder
  case_id              bigint not null
  code                 text not null
  due_at               timestamp with time zone not null
  done_at              timestamp with time zone
  done_by              bigint
  constraint case_reminder_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint case_reminder_done_by_fkey FOREIGN KEY (done_by) REFERENCES account(id)
  constraint case_reminder_pkey PRIMARY KEY (case_id, code)
  CREATE INDEX case_reminder_due ON public.case_reminder USING btree (due_at) WHERE (done_at IS NULL)
  -- Moments by which something about a case is wanted. They remind people and do nothing.

table claim
  object_key           bigint not null statistics 20
  version_key          bigint not null statistics 20
  source_id            bigint not null statistics 20
  audience_id          bigint not null statistics 20
  seq                  bigint not null statistics 20
  delivery_id          bigint statistics 20
  withdrawn_seq        bigint statistics 20
  type_id              integer not null statistics 20
  confidence           smallint statistics 20
  credibility          smallint statistics 20
  constraint claim_pkey PRIMARY KEY (object_key, version_key, source_id) INCLUDE (audience_id, withdrawn_seq, seq, confidence)
  CREATE INDEX claim_audience ON public.claim USING btree (audience_id, seq)
  CREATE INDEX claim_delivery ON public.claim USING btree (delivery_id, seq) WHERE (delivery_id IS NOT NULL)
  CREATE INDEX claim_narrow ON public.claim USING btree (type_id, seq) WHERE (type_id >= 100)
  CREATE INDEX claim_source ON public.claim USING btree (source_id, seq) WHERE (withdrawn_seq IS NULL)
  CREATE INDEX claim_type ON public.claim USING btree (type_id, seq) WHERE (withdrawn_seq IS NULL)
  CREATE INDEX claim_withdrawn ON public.claim USING btree (withdrawn_seq) WHERE (withdrawn_seq IS NOT NULL)
  with autovacuum_analyze_scale_factor=0.4
  -- Source S says version V to audience A. Several sources may say the same; each stands or falls alone.

table claim_end
  object_key           bigint not null statistics 20
  version_key          bigint not null statistics 20
  source_id            bigint not null statistics 20
  audience_id          bigint not null statistics 20
  from_seq             bigint not null statistics 20
  to_seq               bigint not null statistics 20
  type_id              integer not null statistics 20
  kind                 text not null statistics 20
  reason               text default ''::text not null statistics 20
  constraint claim_end_pkey PRIMARY KEY (object_key, version_key, source_id, to_seq)
  CREATE INDEX claim_end_from ON public.claim_end USING btree (audience_id, from_seq)
  CREATE INDEX claim_end_to ON public.claim_end USING btree (audience_id, to_seq)
  with autovacuum_analyze_scale_factor=0.4
  -- A span of time in which an audience could see a claim and after which it could not: what must be taken back.

table credential
  name                 text collate "C" not null
  kind                 text not null
  host                 text not null
  key_id               text not null
  nonce                bytea not null
  sealed               bytea not null
  changed_at           timestamp with time zone not null
  changed_by           text not null
  constraint credential_pkey PRIMARY KEY (name)
  -- Secrets of sources, sealed. Name, kind and host may be seen; the secret is never read by a person again.

table decay_model
  id                   bigint generated always as identity not null
  name                 text not null
  type                 text default ''::text not null
  value_kind           text default ''::text not null
  source_id            bigint default 0 not null
  lifetime_seconds     bigint not null
  speed                double precision not null
  base                 integer not null
  threshold            integer not null
  constraint decay_model_base_check CHECK (((base >= 1) AND (base <= 100)))
  constraint decay_model_lifetime_seconds_check CHECK ((lifetime_seconds >= 60))
  constraint decay_model_speed_check CHECK (((speed >= (0.1)::double precision) AND (speed <= (100)::double precision)))
  constraint decay_model_threshold_check CHECK (((threshold >= 0) AND (threshold <= 100)))
  constraint decay_model_pkey PRIMARY KEY (id)
  constraint decay_model_type_value_kind_source_id_key UNIQUE (type, value_kind, source_id)
  -- score = base * (1 - (t / lifetime) ^ (1 / speed)); base: where no source gives a confidence.

table delegation
  firm_id              bigint not null
  member_id            bigint not null
  purposes             text[] not null
  until_at             timestamp with time zone
  constraint delegation_firm_id_fkey FOREIGN KEY (firm_id) REFERENCES organization(id)
  constraint delegation_member_id_fkey FOREIGN KEY (member_id) REFERENCES organization(id)
  constraint delegation_pkey PRIMARY KEY (firm_id, member_id)
  CREATE INDEX delegation_member ON public.delegation USING btree (member_id)
  -- A security firm acts for a member, for named purposes, until a date.

table delivery
  id                   bigint generated always as identity not null
  public_id            uuid not null
  source_id            bigint not null
  name                 text not null
  started_at           timestamp with time zone not null
  finished_at          timestamp with time zone
  state                text not null
  problem              text
  bytes                bigint default 0 not null
  objects              bigint default 0 not null
  created              bigint default 0 not null
  revised              bigint default 0 not null
  unchanged            bigint default 0 not null
  rejected             bigint default 0 not null
  touched_at           timestamp with time zone not null
  problem_code         text
  constraint delivery_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint delivery_pkey PRIMARY KEY (id)
  constraint delivery_public_id_key UNIQUE (public_id)
  CREATE INDEX delivery_source ON public.delivery USING btree (source_id, id DESC)

table delivery_finding
  delivery_id          bigint not null
  number               bigint not null
  rule                 text not null
  severity             text not null
  pointer              text not null
  message              text not null
  raw                  bytea
  constraint delivery_finding_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
  constraint delivery_finding_pkey PRIMARY KEY (delivery_id, number)

table delivery_raw
  delivery_id          bigint not null
  part                 integer not null
  bytes                bytea not null
  constraint delivery_raw_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
  constraint delivery_raw_pkey PRIMARY KEY (delivery_id, part)

table desk_case
  id                   bigint generated always as identity not null
  public_id            uuid not null
  kind                 text not null
  title                text not null
  text                 text default ''::text not null
  audience_id          bigint not null
  organization_id      bigint
  state                text not null
  revision             integer default 1 not null
  opened_at            timestamp with time zone not null
  opened_by            bigint not null
  keeper_id            bigint
  ended_at             timestamp with time zone
  outcome              text default ''::text not null
  constraint desk_case_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint desk_case_keeper_id_fkey FOREIGN KEY (keeper_id) REFERENCES account(id)
  constraint desk_case_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES account(id)
  constraint desk_case_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint desk_case_pkey PRIMARY KEY (id)
  constraint desk_case_public_id_key UNIQUE (public_id)
  CREATE INDEX desk_case_newest ON public.desk_case USING btree (id DESC, kind)
  -- Something that the desk works on: an incident, a vulnerability that somebody told, a takedown, a question.

table detection_rule
  version_key          bigint not null
  object_key           bigint not null
  language             text not null
  constraint detection_rule_pkey PRIMARY KEY (version_key)
  CREATE INDEX detection_rule_language ON public.detection_rule USING btree (language, object_key)

table disclosure
  id                   bigint generated always as identity not null
  public_id            uuid not null
  at                   timestamp with time zone not null
  account_id           bigint not null
  kind                 text not null
  subject              text not null
  purpose              text not null
  constraint disclosure_kind_check CHECK ((kind = ANY (ARRAY['report'::text, 'sightings'::text])))
  constraint disclosure_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint disclosure_pkey PRIMARY KEY (id)
  constraint disclosure_public_id_key UNIQUE (public_id)
  -- Who at the CERT learned which member reported or saw something, and why. Rows are never changed.

table disclosure_of
  disclosure_id        bigint not null
  organization_id      bigint not null
  constraint disclosure_of_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure(id)
  constraint disclosure_of_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint disclosure_of_pkey PRIMARY KEY (disclosure_id, organization_id)
  CREATE INDEX disclosure_of_organization ON public.disclosure_of USING btree (organization_id, disclosure_id)
  -- Whose name was told. The organisation reads it on its own page.

table document
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  account_id           bigint not null
  audience_id          bigint not null
  title                text not null
  origin               text not null
  name                 text not null
  media_type           text not null
  raw                  bytea not null
  sha256               text not null
  text                 text not null
  pages                integer[] not null
  cut                  boolean not null
  note                 text default ''::text not null
  revision             integer default 1 not null
  at                   timestamp with time zone not null
  read_at              timestamp with time zone not null
  read_text            text not null
  report_id            text
  published_at         timestamp with time zone
  republished_at       timestamp with time zone
  tlp                  text
  members              boolean default false not null
  constraint document_origin_check CHECK ((origin = ANY (ARRAY['text'::text, 'file'::text, 'address'::text])))
  constraint document_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint document_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint document_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint document_pkey PRIMARY KEY (id)
  constraint document_public_id_key UNIQUE (public_id)
  CREATE INDEX document_account ON public.document USING btree (account_id)
  CREATE INDEX document_audience ON public.document USING btree (audience_id, id DESC)
  CREATE INDEX document_organization ON public.document USING btree (organization_id)
  -- What others wrote, as people read it into knowledge.

table document_said
  document_id          bigint not null
  object_id            text not null
  constraint document_said_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) ON DELETE CASCADE
  constraint document_said_pkey PRIMARY KEY (document_id, object_id)
  CREATE INDEX document_said_object ON public.document_said USING btree (object_id)
  -- What the report of a document said when it was last published, to take back what a later one says no more.

table document_thing
  document_id          bigint not null
  number               integer not null
  what                 text not null
  kind                 text not null
  name                 text not null
  target               text default ''::text not null
  candidates           text[] default '{}'::text[] not null
  written              text not null
  sure                 boolean not null
  listed               text[] default '{}'::text[] not null
  decision             text not null
  starts               integer[] not null
  ends                 integer[] not null
  object_id            text
  constraint document_thing_decision_check CHECK ((decision = ANY (ARRAY['found'::text, 'accepted'::text, 'observed'::text, 'rejected'::text])))
  constraint document_thing_what_check CHECK ((what = ANY (ARRAY['value'::text, 'known'::text, 'new'::text])))
  constraint document_thing_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) ON DELETE CASCADE
  constraint document_thing_pkey PRIMARY KEY (document_id, number)
  -- What documents name, at which places, and what people decided about it.

table domain_age
  domain               text not null
  state                text not null
  problem              text default ''::text not null
  registered_at        timestamp with time zone
  server               text default ''::text not null
  asked_at             timestamp with time zone
  due_at               timestamp with time zone not null
  attempts             integer default 0 not null
  constraint domain_age_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'registered'::text, 'unknown'::text, 'withheld'::text])))
  constraint domain_age_pkey PRIMARY KEY (domain)
  CREATE INDEX domain_age_due ON public.domain_age USING btree (due_at) WHERE (state = 'waiting'::text)
  -- A cache, also of what nobody knows. Withheld: nobody outside is asked.

table erasure
  id                   bigint generated always as identity not null
  public_id            uuid not null
  kind                 text not null
  salt                 bytea not null
  digest               bytea not null
  by                   text not null
  reason               text not null
  at                   timestamp with time zone not null
  finished_at          timestamp with time zone
  constraint erasure_pkey PRIMARY KEY (id)
  constraint erasure_public_id_key UNIQUE (public_id)

table erasure_hit
  erasure_id           bigint not null
  place                text not null
  key                  bigint not null
  before               bytea not null
  after                bytea not null
  constraint erasure_hit_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES erasure(id)
  CREATE INDEX erasure_hit_erasure ON public.erasure_hit USING btree (erasure_id)

table export_fetch
  profile_id           bigint not null
  file                 text not null
  by                   text not null
  at                   timestamp with time zone not null
  constraint export_fetch_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES export_profile(id) ON DELETE CASCADE
  constraint export_fetch_pkey PRIMARY KEY (profile_id, file, by)

table export_file
  profile_id           bigint not null
  file                 text not null
  etag                 text not null
  zipped               bytea not null
  entries              integer not null
  left_out             integer not null
  stopped              integer not null
  head                 bigint not null
  at                   timestamp with time zone not null
  held_entries         integer
  held_at              timestamp with time zone
  released             boolean default false not null
  members              bytea default '\x'::bytea not null
  constraint export_file_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES export_profile(id) ON DELETE CASCADE
  constraint export_file_pkey PRIMARY KEY (profile_id, file)

table export_profile
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  name                 text not null
  query                text not null
  min_confidence       integer not null
  min_score            integer not null
  most                 integer not null
  shrink_percent       integer not null
  grow_percent         integer not null
  at                   timestamp with time zone not null
  by                   text not null
  plain                boolean default false not null
  constraint export_profile_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint export_profile_pkey PRIMARY KEY (id)
  constraint export_profile_organization_id_name_key UNIQUE (organization_id, name)
  constraint export_profile_public_id_key UNIQUE (public_id)
  CREATE UNIQUE INDEX export_profile_plain ON public.export_profile USING btree (organization_id) WHERE plain

table held_back
  version_key          bigint not null
  object_key           bigint not null
  lists                text[] not null
  since                bigint not null
  constraint held_back_pkey PRIMARY KEY (version_key)
  CREATE INDEX held_back_object ON public.held_back USING btree (object_key)
  CREATE INDEX held_back_since ON public.held_back USING btree (since DESC)
  -- Versions of indicators of which a value is on a warning list that brakes: no machine is given them.

table held_back_exception
  scope                text not null
  place                bigint not null
  reason               text not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint held_back_exception_pkey PRIMARY KEY (scope)
  -- To whom everything is given, whatever warning lists say.

table incident
  case_id              bigint not null
  type                 text not null
  region               text not null
  organization_kind    text not null
  through_supplier     boolean not null
  significant          boolean not null
  aware_at             timestamp with time zone not null
  constraint incident_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint incident_pkey PRIMARY KEY (case_id)
  CREATE INDEX incident_aware ON public.incident USING btree (aware_at)
  -- What is counted of an incident.

table investigation
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  title                text not null
  summary              text not null
  revision             integer default 1 not null
  picture              text default ''::text not null
  picture_at           integer default 0 not null
  closed_at            timestamp with time zone
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint investigation_pkey PRIMARY KEY (id)
  constraint investigation_public_id_key UNIQUE (public_id)
  CREATE INDEX investigation_organization ON public.investigation USING btree (organization_id)
  -- What some people of one organisation look into together; private to them.

table investigation_draft
  id                   bigint generated always as identity not null
  investigation_id     bigint not null
  object_id            text not null
  version              text not null
  revision             integer default 1 not null
  at                   timestamp with time zone not null
  by                   text not null
  changed_at           timestamp with time zone not null
  changed_by           text not null
  published_at         timestamp with time zone
  removed_at           timestamp with time zone
  constraint investigation_draft_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_draft_pkey PRIMARY KEY (id)
  constraint investigation_draft_object_id_key UNIQUE (object_id)
  CREATE INDEX investigation_draft_of ON public.investigation_draft USING btree (investigation_id, id)
  -- Objects that an investigation writes: claims for its people alone, until they are published together.

table investigation_file
  id                   bigint generated always as identity not null
  public_id            uuid not null
  investigation_id     bigint not null
  name                 text not null
  sha256               text not null
  size                 integer not null
  content              bytea not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_file_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_file_pkey PRIMARY KEY (id)
  constraint investigation_file_public_id_key UNIQUE (public_id)
  CREATE INDEX investigation_file_of ON public.investigation_file USING btree (investigation_id, id)
  -- Files of an investigation, byte for byte; nothing in the hub opens them.

table investigation_note
  id                   bigint generated always as identity not null
  public_id            uuid not null
  investigation_id     bigint not null
  revision             integer default 1 not null
  removed_at           timestamp with time zone
  removed_by           text
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_note_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_note_pkey PRIMARY KEY (id)
  constraint investigation_note_public_id_key UNIQUE (public_id)
  CREATE INDEX investigation_note_of ON public.investigation_note USING btree (investigation_id, id)
  -- A page of text in an investigation; what stands on it is its newest version.

table investigation_note_version
  note_id              bigint not null
  revision             integer not null
  text                 text not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_note_version_note_id_fkey FOREIGN KEY (note_id) REFERENCES investigation_note(id)
  constraint investigation_note_version_pkey PRIMARY KEY (note_id, revision)
  -- Every text that stood on a note.

table investigation_object
  investigation_id     bigint not null
  object_id            text not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_object_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_object_pkey PRIMARY KEY (investigation_id, object_id)
  -- What an investigation is about.

table investigation_person
  investigation_id     bigint not null
  account_id           bigint not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint investigation_person_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint investigation_person_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_person_pkey PRIMARY KEY (investigation_id, account_id)
  CREATE INDEX investigation_person_account ON public.investigation_person USING btree (account_id)
  -- Whom an investigation is for.

table investigation_task
  id                   bigint generated always as identity not null
  public_id            uuid not null
  investigation_id     bigint not null
  title                text not null
  assignee_id          bigint
  due                  date
  state                text not null
  revision             integer default 1 not null
  at                   timestamp with time zone not null
  by                   text not null
  done_at              timestamp with time zone
  done_by              text
  constraint investigation_task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'doing'::text, 'done'::text])))
  constraint investigation_task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES account(id)
  constraint investigation_task_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES investigation(id)
  constraint investigation_task_pkey PRIMARY KEY (id)
  constraint investigation_task_public_id_key UNIQUE (public_id)
  CREATE INDEX investigation_task_assignee ON public.investigation_task USING btree (assignee_id) WHERE (state <> 'done'::text)
  CREATE INDEX investigation_task_of ON public.investigation_task USING btree (investigation_id, id)
  -- What is to be done in an investigation, by whom and until when.

table invitation
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  login                text not null
  login_key            text not null
  name                 text not null
  mail                 text not null
  language             text not null
  roles                text[] not null
  by                   text not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  constraint invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint invitation_pkey PRIMARY KEY (id)
  constraint invitation_login_key_key UNIQUE (login_key)
  constraint invitation_public_id_key UNIQUE (public_id)
  CREATE INDEX invitation_organization ON public.invitation USING btree (organization_id)
  -- Somebody who may become a person of an organisation; gone once used or taken back.

table issuer
  id                   bigint generated always as identity not null
  public_id            uuid not null
  name                 text not null
  address              text not null
  client               text not null
  secret               bytea
  organization_id      bigint
  scopes               text not null
  groups_claim         text not null
  networks             text[] not null
  second_factor        boolean not null
  listed               boolean not null
  metadata             text not null
  changed_at           timestamp with time zone not null
  changed_by           text not null
  constraint issuer_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint issuer_pkey PRIMARY KEY (id)
  constraint issuer_address_client_key UNIQUE (address, client)
  constraint issuer_public_id_key UNIQUE (public_id)

table issuer_log_out
  issuer_id            bigint not null
  token_id             text not null
  expires_at           timestamp with time zone not null
  constraint issuer_log_out_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES issuer(id) ON DELETE CASCADE
  constraint issuer_log_out_pkey PRIMARY KEY (issuer_id, token_id)
  -- Logout tokens that were taken, until they count no more: each is taken once.

table issuer_role
  issuer_id            bigint not null
  group_name           text not null
  role                 text not null
  constraint issuer_role_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES issuer(id) ON DELETE CASCADE
  constraint issuer_role_pkey PRIMARY KEY (issuer_id, group_name, role)
  -- Roles that come and go with the groups that the issuer tells; roles that are not here are given by admins only.

table job_lease
  job                  text not null
  until                timestamp with time zone not null
  constraint job_lease_pkey PRIMARY KEY (job)
  -- A recurring job runs on the hub that takes its row, until the lease ends.

table ledger
  seq                  bigint not null
  object_key           bigint
  version_key          bigint
  source_id            bigint
  audience_id          bigint not null
  organization_id      bigint
  kind                 text not null
  detail               jsonb
  constraint ledger_pkey PRIMARY KEY (seq)
  CREATE INDEX ledger_audience ON ONLY public.ledger USING btree (audience_id, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_kind ON ONLY public.ledger USING btree (kind, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_object ON ONLY public.ledger USING btree (object_key, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_progress ON ONLY public.ledger USING btree (organization_id, kind, seq) WHERE (kind = ANY (ARRAY['fetched'::text, 'recognised'::text]))
  -- Everything that happened, append only, in commit order, one partition a month.

table ledger_consumer
  name                 text not null
  seq                  bigint not null
  constraint ledger_consumer_pkey PRIMARY KEY (name)

table ledger_default
  seq                  bigint not null statistics 20
  object_key           bigint statistics 20
  version_key          bigint statistics 20
  source_id            bigint statistics 20
  audience_id          bigint not null statistics 20
  organization_id      bigint statistics 20
  kind                 text not null statistics 20
  detail               jsonb statistics 20
  constraint ledger_default_pkey PRIMARY KEY (seq)
  CREATE INDEX ledger_default_audience_id_seq_idx ON public.ledger_default USING btree (audience_id, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_default_kind_seq_idx ON public.ledger_default USING btree (kind, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_default_object_key_seq_idx ON public.ledger_default USING btree (object_key, seq) WHERE (kind <> ALL (ARRAY['claimed'::text, 'revised'::text]))
  CREATE INDEX ledger_default_organization_id_kind_seq_idx ON public.ledger_default USING btree (organization_id, kind, seq) WHERE (kind = ANY (ARRAY['fetched'::text, 'recognised'::text]))
  with autovacuum_analyze_scale_factor=0.4

table ledger_head
  only_row             boolean default true not null
  seq                  bigint not null
  constraint ledger_head_only_row_check CHECK (only_row)
  constraint ledger_head_pkey PRIMARY KEY (only_row)
  with fillfactor=10
  -- Taking this row is the last step of a writing transaction: whoever holds it commits next, so positions follow commit order.

table ledger_horizon
  only_row             boolean default true not null
  seq                  bigint not null
  constraint ledger_horizon_only_row_check CHECK (only_row)
  constraint ledger_horizon_pkey PRIMARY KEY (only_row)
  -- Rows up to this position may be gone.

table ledger_total
  kind                 text not null
  rows                 bigint not null
  constraint ledger_total_pkey PRIMARY KEY (kind)
  -- How many rows of each kind were in the months that have been dropped.

table legal_hold
  id                   bigint generated always as identity not null
  public_id            uuid not null
  object_key           bigint
  source_id            bigint
  reason               text not null
  by                   text not null
  at                   timestamp with time zone not null
  lifted_at            timestamp with time zone
  constraint legal_hold_check CHECK (((object_key IS NULL) <> (source_id IS NULL)))
  constraint legal_hold_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint legal_hold_pkey PRIMARY KEY (id)
  constraint legal_hold_public_id_key UNIQUE (public_id)
  CREATE INDEX legal_hold_object ON public.legal_hold USING btree (object_key) WHERE (lifted_at IS NULL)

table let_go
  scope                text not null
  place                bigint not null
  version_key          bigint not null
  object_key           bigint not null
  since                bigint not null
  constraint let_go_pkey PRIMARY KEY (scope, place)
  CREATE INDEX let_go_object ON public.let_go USING btree (object_key)
  CREATE INDEX let_go_place ON public.let_go USING btree (place)
  CREATE INDEX let_go_version ON public.let_go USING btree (version_key)
  -- Versions that were held back and are not any more: they come to machines at this place.

table letter
  id                   bigint generated always as identity not null
  public_id            uuid not null
  recipient            text not null
  subject              text not null
  body                 text not null
  file_name            text default ''::text not null
  file_type            text default ''::text not null
  file_text            text default ''::text not null
  state                text default 'waiting'::text not null
  attempts             integer default 0 not null
  due_at               timestamp with time zone not null
  leased_until         timestamp with time zone
  lease                uuid
  sent_at              timestamp with time zone
  problem              text default ''::text not null
  constraint letter_pkey PRIMARY KEY (id)
  constraint letter_public_id_key UNIQUE (public_id)
  CREATE INDEX letter_due ON public.letter USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sending'::text]))
  -- Mails to whoever is no member, each sent once or told as uncertain.

table link_page
  digest               text not null
  bytes                bytea not null
  kept_at              timestamp with time zone not null
  constraint link_page_pkey PRIMARY KEY (digest)
  -- Pages at the end of such links. Read by the process of ADR 031 alone.

table link_visit
  id                   bigint generated always as identity not null
  public_id            uuid not null
  report_id            bigint not null
  link                 text not null
  why                  text not null
  by_name              text not null
  begun_at             timestamp with time zone not null
  ended_at             timestamp with time zone
  hops                 text default '[]'::text not null
  outcome              text default ''::text not null
  page                 text
  title                text default ''::text not null
  words                text default ''::text not null
  alive_until          timestamp with time zone default (now() + '00:05:00'::interval) not null
  constraint link_visit_page_fkey FOREIGN KEY (page) REFERENCES link_page(digest)
  constraint link_visit_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint link_visit_pkey PRIMARY KEY (id)
  constraint link_visit_public_id_key UNIQUE (public_id)
  CREATE INDEX link_visit_report ON public.link_visit USING btree (report_id, id DESC)
  -- Who let the hub follow which link, why, and where it led.

table log_in_step
  token_hash           bytea not null
  content              text not null
  expires_at           timestamp with time zone not null
  constraint log_in_step_pkey PRIMARY KEY (token_hash)
  CREATE INDEX log_in_step_expires ON public.log_in_step USING btree (expires_at)
  -- A log-in that is on its way through another place; used up by its answer.

table login_guard
  login_hash           bytea not null
  failures             integer not null
  locked_until         timestamp with time zone
  touched_at           timestamp with time zone not null
  constraint login_guard_pkey PRIMARY KEY (login_hash)
  CREATE INDEX login_guard_touched ON public.login_guard USING btree (touched_at)
  -- Wrong passwords in a row per log-in name, whether anybody has that name or not: trying tells nothing.

table machine_token
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  name                 text not null
  prefix               text not null
  token_hash           bytea not null
  scopes               text[] not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone
  revoked_at           timestamp with time zone
  last_used_at         timestamp with time zone
  source_id            bigint
  account_id           bigint
  certificate          bytea
  networks             text[] default '{}'::text[] not null
  only_door            text
  constraint machine_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint machine_token_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint machine_token_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint machine_token_pkey PRIMARY KEY (id)
  constraint machine_token_public_id_key UNIQUE (public_id)
  constraint machine_token_token_hash_key UNIQUE (token_hash)
  CREATE UNIQUE INDEX machine_token_certificate ON public.machine_token USING btree (certificate) WHERE ((certificate IS NOT NULL) AND (revoked_at IS NULL))
  CREATE INDEX machine_token_source ON public.machine_token USING btree (source_id) WHERE (source_id IS NOT NULL)

table mark_change
  version_key          bigint not null
  object_key           bigint not null
  seq                  bigint not null
  labels               text[] not null
  CREATE INDEX mark_change_seq ON public.mark_change USING btree (seq)
  CREATE INDEX mark_change_version ON public.mark_change USING btree (version_key, seq)
  -- Labels of versions before a warning list changed them; kept until the reader of questions has passed them.

table mark_walk
  one                  boolean default true not null
  stamp                text default ''::text not null
  walking              text default ''::text not null
  place                bigint default 0 not null
  constraint mark_walk_one_check CHECK (one)
  constraint mark_walk_pkey PRIMARY KEY (one)
  -- One row: the walk through all versions that gives them the marks of the present warning lists.

table marking_override
  id                   bigint generated always as identity not null
  object_key           bigint not null
  owner_id             bigint not null
  audience_id          bigint not null
  organization_id      bigint not null
  by                   text not null
  reason               text not null
  at                   timestamp with time zone not null
  ended_at             timestamp with time zone
  constraint marking_override_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint marking_override_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint marking_override_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organization(id)
  constraint marking_override_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX marking_override_standing ON public.marking_override USING btree (object_key, owner_id, organization_id) WHERE (ended_at IS NULL)
  -- One of each decider stands for an object and an owner, the newest counts, for later deliveries too. Never deleted.

table marking_override_claim
  override_id          bigint not null
  version_key          bigint not null
  source_id            bigint not null
  audience_id          bigint not null
  constraint marking_override_claim_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint marking_override_claim_override_id_fkey FOREIGN KEY (override_id) REFERENCES marking_override(id)
  constraint marking_override_claim_pkey PRIMARY KEY (override_id, version_key, source_id)
  CREATE INDEX marking_override_claim_of ON public.marking_override_claim USING btree (version_key, source_id)
  -- The claims for which an override counts, withdrawn ones too: what brings them back, and lifting it, look here.

table narrative
  version_key          bigint not null statistics 20
  object_key           bigint not null statistics 20
  words                tsvector not null statistics 0
  constraint narrative_pkey PRIMARY KEY (version_key)
  CREATE INDEX narrative_words ON public.narrative USING gin (words)
  with autovacuum_analyze_scale_factor=0.4
  -- Full text of what people read (names, descriptions); bulk indicators do not pay for it.

table news_decision
  object               text not null
  modified             text not null
  verdict              text not null
  reason               text default ''::text not null
  account_id           bigint not null
  at                   timestamp with time zone not null
  constraint news_decision_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint news_decision_pkey PRIMARY KEY (object, modified)
  -- What the desk decided about an item of a feed. Nothing of the item is here.

table object
  key                  bigint generated always as identity not null statistics 20
  type_id              integer not null statistics 20
  stix_id              text collate "C" not null statistics 20
  constraint object_pkey PRIMARY KEY (key) INCLUDE (stix_id)
  constraint object_stix_id_key UNIQUE (stix_id)
  with autovacuum_analyze_scale_factor=0.4
  -- A STIX id. Without a version it is a stub: something refers to it, nobody has told us about it.

table object_reference
  version_key          bigint not null statistics 20
  object_key           bigint not null statistics 20
  target_key           bigint not null statistics 20
  property             text not null statistics 20
  seen                 bigint statistics 20
  CREATE INDEX object_reference_sighting ON public.object_reference USING btree (target_key, seen DESC) WHERE ((property = 'sighting_of_ref'::text) AND (seen IS NOT NULL))
  CREATE INDEX object_reference_target ON public.object_reference USING btree (target_key, object_key)
  CREATE INDEX object_reference_version ON public.object_reference USING btree (version_key, target_key, property)
  with autovacuum_analyze_scale_factor=0.4
  -- Who refers to whom, markings excepted. What an object itself refers to is also in its JSON.

table object_type
  id                   integer not null
  name                 text not null
  constraint object_type_pkey PRIMARY KEY (id)
  constraint object_type_name_key UNIQUE (name)
  -- STIX types as small numbers. The dividing lines are used by partial indexes; see store.ObjectTypes.

table organization
  id                   bigint generated always as identity not null
  public_id            uuid not null
  name                 text not null
  kind                 text not null
  identity_id          text not null
  language             text default 'nl'::text not null
  mail                 text
  created_at           timestamp with time zone not null
  size                 text
  closed_at            timestamp with time zone
  handle               text default (gen_random_uuid())::text not null
  constraint organization_pkey PRIMARY KEY (id)
  constraint organization_handle_key UNIQUE (handle)
  constraint organization_identity_id_key UNIQUE (identity_id)
  constraint organization_public_id_key UNIQUE (public_id)
  CREATE UNIQUE INDEX organization_one_cert ON public.organization USING btree (kind) WHERE (kind = 'cert'::text)
  -- A legal body: the CERT itself, a member, a partner, a security firm.

table organization_contact
  organization_id      bigint not null
  place                integer not null
  name                 text not null
  role                 text not null
  mail                 text not null
  phone                text not null
  always               boolean not null
  sms                  boolean default false not null
  constraint organization_contact_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint organization_contact_pkey PRIMARY KEY (organization_id, place)
  -- Whom to reach, in the order of escalation.

table outlook
  organization_id      bigint not null
  groups               bigint[] not null
  circle               bigint[] not null
  circle_groups        bigint[] not null
  constraint outlook_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint outlook_pkey PRIMARY KEY (organization_id)
  -- The memberships with which an organisation was last served.

table outlook_change
  organization_id      bigint not null
  place                bigint not null
  width                bigint not null
  gained               bigint[] not null
  lost                 bigint[] not null
  starts               bigint[] not null
  offsets              bigint[] not null
  constraint outlook_change_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint outlook_change_pkey PRIMARY KEY (organization_id, place)

table passkey
  public_id            uuid not null
  account_id           bigint not null
  credential_id        bytea not null
  attested             bytea not null
  sign_count           bigint not null
  backup_eligible      boolean not null
  backed_up            boolean not null
  name                 text not null
  created_at           timestamp with time zone not null
  last_used_at         timestamp with time zone
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint passkey_pkey PRIMARY KEY (public_id)
  constraint passkey_credential_id_key UNIQUE (credential_id)
  CREATE INDEX passkey_account ON public.passkey USING btree (account_id)
  -- Public keys of people; the private ones never leave their devices.

table person_link
  token_hash           bytea not null
  invitation_id        bigint
  account_id           bigint
  expires_at           timestamp with time zone not null
  constraint person_link_check CHECK (((invitation_id IS NULL) <> (account_id IS NULL)))
  constraint person_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint person_link_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitation(id) ON DELETE CASCADE
  constraint person_link_pkey PRIMARY KEY (token_hash)
  CREATE INDEX person_link_account ON public.person_link USING btree (account_id)
  -- Links that work once: to become a person, or to choose a new password.

table presence
  kind                 text not null
  thing                uuid not null
  account_id           bigint not null
  page                 uuid not null
  edits                boolean not null
  seen_at              timestamp with time zone not null
  constraint presence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint presence_pkey PRIMARY KEY (kind, thing, account_id, page)
  CREATE INDEX presence_account ON public.presence USING btree (account_id)
  CREATE INDEX presence_seen ON public.presence USING btree (seen_at)
  -- Who has which thing open now. Rows are forgotten after half a minute.

table preset_acceptance
  preset               text not null
  source_id            bigint not null
  terms                text not null
  accepted_by          text not null
  accepted_at          timestamp with time zone not null
  constraint preset_acceptance_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint preset_acceptance_pkey PRIMARY KEY (preset)
  -- Who accepted the terms of a public feed for this hub. Nothing is asked of it before.

table proposal
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  kind                 text not null
  subject              text not null
  name                 text not null
  shown                text[] not null
  what                 text not null
  reason               text not null
  proposer_id          bigint not null
  by                   text not null
  at                   timestamp with time zone not null
  expires_at           timestamp with time zone not null
  state                text default 'waiting'::text not null
  decider_id           bigint
  decider              text
  decided_at           timestamp with time zone
  remark               text default ''::text not null
  constraint proposal_check CHECK (((decider_id IS NULL) OR (decider_id <> proposer_id)))
  constraint proposal_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'done'::text, 'failed'::text, 'refused'::text, 'withdrawn'::text])))
  constraint proposal_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES account(id)
  constraint proposal_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint proposal_proposer_id_fkey FOREIGN KEY (proposer_id) REFERENCES account(id)
  constraint proposal_pkey PRIMARY KEY (id)
  constraint proposal_public_id_key UNIQUE (public_id)
  CREATE INDEX proposal_organization ON public.proposal USING btree (organization_id, id DESC)
  CREATE INDEX proposal_waiting ON public.proposal USING btree (organization_id, kind, subject) WHERE (state = 'waiting'::text)
  -- What waits for a second person, and what became of it. Never deleted.

table publication
  id                   bigint generated always as identity not null
  public_id            uuid not null
  kind                 text not null
  state                text not null
  revision             integer default 1 not null
  owner_id             bigint not null
  tlp                  smallint not null
  audience_id          bigint not null
  report               uuid
  reported_at          timestamp with time zone
  nl_title             text not null
  nl_summary           text not null
  nl_advice            text not null
  en_title             text not null
  en_summary           text not null
  en_advice            text not null
  created_by           bigint not null
  created_at           timestamp with time zone not null
  reviewed_by          bigint
  reviewed_at          timestamp with time zone
  approved_by          bigint
  approved_at          timestamp with time zone
  published_by         bigint
  published_at         timestamp with time zone
  withdrawn_at         timestamp with time zone
  position             bigint default 0 not null
  despite              text default ''::text not null
  chance               text default ''::text not null
  damage               text default ''::text not null
  reference            text
  withdrawn_reason     text default ''::text not null
  source_object        text
  source_name          text default ''::text not null
  source_audiences     bigint[] default '{}'::bigint[] not null
  answers              text default '{}'::text not null
  deviation            text default ''::text not null
  despite_low          text default ''::text not null
  edition              integer default 0 not null
  edition_at           timestamp with time zone
  nl_changed           text default ''::text not null
  en_changed           text default ''::text not null
  updates_id           bigint
  discarded_by         bigint
  discarded_at         timestamp with time zone
  asks_again           boolean
  asked_edition        integer default 0 not null
  asked_at             timestamp with time zone
  stopped_at           timestamp with time zone
  stopped_by           bigint
  full_audience_id     bigint
  constraint publication_chance_check CHECK ((chance = ANY (ARRAY[''::text, 'low'::text, 'medium'::text, 'high'::text])))
  constraint publication_check CHECK (((approved_by IS NULL) OR (approved_by <> created_by)))
  constraint publication_damage_check CHECK ((damage = ANY (ARRAY[''::text, 'low'::text, 'medium'::text, 'high'::text])))
  constraint publication_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES account(id)
  constraint publication_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint publication_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id)
  constraint publication_discarded_by_fkey FOREIGN KEY (discarded_by) REFERENCES account(id)
  constraint publication_full_audience_id_fkey FOREIGN KEY (full_audience_id) REFERENCES audience(id)
  constraint publication_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organization(id)
  constraint publication_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id)
  constraint publication_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES account(id)
  constraint publication_stopped_by_fkey FOREIGN KEY (stopped_by) REFERENCES account(id)
  constraint publication_updates_id_fkey FOREIGN KEY (updates_id) REFERENCES publication(id)
  constraint publication_pkey PRIMARY KEY (id)
  constraint publication_public_id_key UNIQUE (public_id)
  constraint publication_reference_key UNIQUE (reference)
  CREATE INDEX publication_discarded ON public.publication USING btree (discarded_at DESC) WHERE (state = 'discarded'::text)
  CREATE UNIQUE INDEX publication_one_update ON public.publication USING btree (updates_id) WHERE (state <> 'discarded'::text)
  CREATE INDEX publication_published ON public.publication USING btree (published_at DESC) WHERE (published_at IS NOT NULL)
  CREATE INDEX publication_stopped ON public.publication USING btree (stopped_at) WHERE (stopped_at IS NOT NULL)
  CREATE INDEX publication_updates ON public.publication USING btree (updates_id) WHERE (updates_id IS NOT NULL)
  -- A warning: an operational alert to members, with its indicators.

table publication_acknowledgement
  publication_id       bigint not null
  organization_id      bigint not null
  account_id           bigint not null
  at                   timestamp with time zone not null
  edition              integer default 0 not null
  constraint publication_acknowledgement_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint publication_acknowledgement_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_acknowledgement_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_acknowledgement_pkey PRIMARY KEY (publication_id, organization_id, edition)

table publication_answer
  id                   bigint generated always as identity not null
  publication_id       bigint not null
  organization_id      bigint not null
  answer               text not null
  note                 text default ''::text not null
  account_id           bigint not null
  at                   timestamp with time zone not null
  constraint publication_answer_answer_check CHECK ((answer = ANY (ARRAY['acknowledged'::text, 'not-applicable'::text, 'affected'::text, 'mitigated'::text])))
  constraint publication_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint publication_answer_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_answer_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_answer_pkey PRIMARY KEY (id)
  CREATE INDEX publication_answer_newest ON public.publication_answer USING btree (publication_id, organization_id, id DESC)
  -- What members said of a warning; the newest counts, the older ones stay.

table publication_call
  publication_id       bigint not null
  organization_id      bigint not null
  held_by              bigint
  held_until           timestamp with time zone
  outcome              text default ''::text not null
  contact              text default ''::text not null
  note                 text default ''::text not null
  attempts             integer default 0 not null
  called_by            bigint
  called_at            timestamp with time zone
  edition              integer default 0 not null
  constraint publication_call_outcome_check CHECK ((outcome = ANY (ARRAY[''::text, 'informed'::text, 'not-reached'::text])))
  constraint publication_call_called_by_fkey FOREIGN KEY (called_by) REFERENCES account(id)
  constraint publication_call_held_by_fkey FOREIGN KEY (held_by) REFERENCES account(id)
  constraint publication_call_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_call_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_call_pkey PRIMARY KEY (publication_id, organization_id, edition)
  -- One row for each member that was called or is being called, and version that asked; one of its rows at most is held.

table publication_delivery
  id                   bigint generated always as identity not null
  publication_id       bigint not null
  organization_id      bigint not null
  channel              text not null
  state                text not null
  attempts             integer default 0 not null
  due_at               timestamp with time zone not null
  leased_until         timestamp with time zone
  lease                uuid
  sent_at              timestamp with time zone
  problem              text default ''::text not null
  rules                text default ''::text not null
  opened_at            timestamp with time zone
  digest               boolean default false not null
  edition              integer default 0 not null
  correction           boolean default false not null
  constraint publication_delivery_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_delivery_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_delivery_pkey PRIMARY KEY (id)
  constraint publication_delivery_once UNIQUE (publication_id, organization_id, channel, edition, correction)
  CREATE INDEX publication_delivery_due ON public.publication_delivery USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'leased'::text, 'sending'::text]))
  -- The outbox. A mail is marked sending before the SMTP conversation; who dies in it leaves the row uncertain, never sent twice.

table publication_edition
  publication_id       bigint not null
  number               integer not null
  at                   timestamp with time zone not null
  draft                uuid not null
  nl_title             text not null
  nl_summary           text not null
  nl_advice            text not null
  en_title             text not null
  en_summary           text not null
  en_advice            text not null
  nl_changed           text not null
  en_changed           text not null
  chance               text not null
  damage               text not null
  answers              text not null
  deviation            text not null
  shown                text[] not null
  created_by           bigint not null
  reviewed_by          bigint
  approved_by          bigint
  published_by         bigint
  constraint publication_edition_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES account(id)
  constraint publication_edition_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id)
  constraint publication_edition_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_edition_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id)
  constraint publication_edition_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES account(id)
  constraint publication_edition_pkey PRIMARY KEY (publication_id, number)
  -- Every version of a warning as it was published.

table publication_editor
  publication_id       bigint not null
  account_id           bigint not null
  constraint publication_editor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint publication_editor_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_editor_pkey PRIMARY KEY (publication_id, account_id)
  -- Everyone who wrote in it: none of them may approve it.

table publication_indicator
  publication_id       bigint not null
  number               integer not null
  kind                 text not null
  value                text not null
  stix_id              text
  relationship_id      text
  withdrawn_seq        bigint
  reason               text default ''::text not null
  constraint publication_indicator_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_indicator_pkey PRIMARY KEY (publication_id, number)
  constraint publication_indicator_stix_id_key UNIQUE (stix_id)
  CREATE INDEX publication_indicator_object ON public.publication_indicator USING btree (stix_id) WHERE (stix_id IS NOT NULL)
  CREATE UNIQUE INDEX publication_indicator_once ON public.publication_indicator USING btree (publication_id, kind, value) WHERE (withdrawn_seq IS NULL)

table publication_number
  year                 integer not null
  last                 integer not null
  constraint publication_number_pkey PRIMARY KEY (year)
  -- The last number that a warning of each year got.

table publication_rhythm
  organization_id      bigint not null
  rhythm               text not null
  account_id           bigint not null
  chosen_at            timestamp with time zone not null
  constraint publication_rhythm_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint publication_rhythm_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint publication_rhythm_pkey PRIMARY KEY (organization_id)
  -- How often a member wants mails about warnings.

table publication_schedule
  publication_id       bigint not null
  due_at               timestamp with time zone not null
  account_id           bigint not null
  set_at               timestamp with time zone not null
  despite              text default ''::text not null
  low                  text default ''::text not null
  decided              boolean default false not null
  problem              text default ''::text not null
  constraint publication_schedule_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint publication_schedule_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_schedule_pkey PRIMARY KEY (publication_id)
  CREATE INDEX publication_schedule_due ON public.publication_schedule USING btree (due_at) WHERE (problem = ''::text)
  -- When an approved warning goes out by itself. The row goes in the transaction that sends it; one with a problem tells the desk until somebody acts.

table publication_section
  publication_id       bigint not null
  edition              integer not null
  language             text not null
  part                 text not null
  number               integer not null
  place                integer not null
  tlp                  smallint not null
  audience_id          bigint not null
  content              text not null
  stix_id              text
  full_audience_id     bigint
  constraint publication_section_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
  constraint publication_section_part_check CHECK ((part = ANY (ARRAY['summary'::text, 'advice'::text])))
  constraint publication_section_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint publication_section_full_audience_id_fkey FOREIGN KEY (full_audience_id) REFERENCES audience(id)
  constraint publication_section_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id) ON DELETE CASCADE
  constraint publication_section_pkey PRIMARY KEY (publication_id, edition, language, part, number)
  -- Parts of a warning that fewer people may read than the rest, by version.

table publication_target
  publication_id       bigint not null
  number               integer not null
  rule                 text not null
  subject              text not null
  organizations        bigint[] default '{}'::bigint[] not null
  constraint publication_target_rule_check CHECK ((rule = ANY (ARRAY['organization'::text, 'group'::text, 'kind'::text, 'assets'::text, 'sightings'::text])))
  constraint publication_target_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
  constraint publication_target_pkey PRIMARY KEY (publication_id, number)
  constraint publication_target_publication_id_rule_subject_key UNIQUE (publication_id, rule, subject)
  -- Who meets one of these rules when the warning is sent gets it; nobody whom its label does not reach.

table push_destination
  id                   bigint generated always as identity not null
  public_id            uuid not null
  title                text not null
  address              text not null
  credential           text not null
  allow                text[] not null
  collection_id        bigint not null
  organization_id      bigint not null
  every_minutes        integer not null
  active               boolean not null
  place                timestamp with time zone
  sent                 bigint default 0 not null
  next_at              timestamp with time zone not null
  leased_until         timestamp with time zone
  last_at              timestamp with time zone
  problem              text
  failures             integer default 0 not null
  kind                 text default 'taxii'::text not null
  constraint push_destination_kind_check CHECK ((kind = ANY (ARRAY['taxii'::text, 'misp'::text])))
  constraint push_destination_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES shared_collection(id)
  constraint push_destination_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint push_destination_pkey PRIMARY KEY (id)
  constraint push_destination_public_id_key UNIQUE (public_id)
  constraint push_destination_title_key UNIQUE (title)

table push_receipt
  destination_id       bigint not null
  id                   text not null
  at                   timestamp with time zone not null
  pending              boolean not null
  successes            bigint not null
  failures             bigint not null
  pendings             bigint not null
  messages             text[] not null
  constraint push_receipt_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES push_destination(id) ON DELETE CASCADE
  constraint push_receipt_pkey PRIMARY KEY (destination_id, id)
  -- What other servers made of what they were sent: TAXII statuses, asked for until they are complete.

table push_thing
  destination_id       bigint not null
  thing                text not null
  digest               bytea not null
  at                   timestamp with time zone not null
  constraint push_thing_destination_id_fkey FOREIGN KEY (destination_id) REFERENCES push_destination(id) ON DELETE CASCADE
  constraint push_thing_pkey PRIMARY KEY (destination_id, thing)
  -- What a MISP server was given of what: events and sightings by their STIX ids, and what they said.

table query_alert
  watch_id             bigint not null
  stix_id              text collate "C" not null
  seq                  bigint not null
  constraint query_alert_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES query_watch(id) ON DELETE CASCADE
  constraint query_alert_pkey PRIMARY KEY (watch_id, stix_id)
  CREATE INDEX query_alert_newest ON public.query_alert USING btree (watch_id, seq)
  -- What a question chose that it did not choose before. Shown only as far as its person may see the object at that moment.

table query_watch
  id                   bigint generated always as identity not null
  query_id             bigint not null
  account_id           bigint not null
  since                bigint not null
  looked               bigint not null
  mail                 text not null
  mailed               bigint not null
  mailed_at            timestamp with time zone
  mail_due             timestamp with time zone
  constraint query_watch_mail_check CHECK ((mail = ANY (ARRAY['none'::text, 'daily'::text, 'at-once'::text])))
  constraint query_watch_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint query_watch_query_id_fkey FOREIGN KEY (query_id) REFERENCES saved_query(id) ON DELETE CASCADE
  constraint query_watch_pkey PRIMARY KEY (id)
  constraint query_watch_query_id_account_id_key UNIQUE (query_id, account_id)
  CREATE INDEX query_watch_account ON public.query_watch USING btree (account_id)
  CREATE INDEX query_watch_due ON public.query_watch USING btree (mail_due) WHERE (mail_due IS NOT NULL)
  -- Who wants to be told what a saved question newly chooses.

table recovery_code
  account_id           bigint not null
  code_hash            bytea not null
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash)
  -- SHA-256 of codes of 80 random bits, each of which opens once; used ones are gone.

table report
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  account_id           bigint
  audience_id          bigint not null
  channel              text not null
  sender               text default ''::text not null
  received_at          timestamp with time zone not null
  raw                  bytea not null
  fingerprint          integer[] not null
  cluster_id           bigint default 0 not null
  state                text not null
  keeper_id            bigint
  reason               text default ''::text not null
  publication          uuid
  anonymous            boolean default false not null
  domains_looked       boolean default false not null
  leader_id            bigint
  first_hint           text default 'none'::text not null
  urgency              text default 'none'::text not null
  waits_from           timestamp with time zone default now() not null
  stands_apart         boolean default false not null
  acted_at             timestamp with time zone
  later_at             timestamp with time zone
  queue                text generated always as 
CASE
    WHEN ((leader_id IS NULL) AND (state = 'claimed'::text)) THEN 'claimed'::text
    WHEN ((leader_id IS NULL) AND (state = 'new'::text)) THEN urgency
    ELSE NULL::text
END
  since                timestamp with time zone generated always as 
CASE
    WHEN (state = 'claimed'::text) THEN COALESCE(acted_at, received_at)
    ELSE waits_from
END
  constraint report_check CHECK ((leader_id <> id))
  constraint report_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint report_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint report_keeper_id_fkey FOREIGN KEY (keeper_id) REFERENCES account(id)
  constraint report_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES report(id)
  constraint report_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint report_pkey PRIMARY KEY (id)
  constraint report_public_id_key UNIQUE (public_id)
  CREATE INDEX report_audience ON public.report USING btree (audience_id, id DESC)
  CREATE INDEX report_domains ON public.report USING btree (id) WHERE (NOT domains_looked)
  CREATE INDEX report_keeper ON public.report USING btree (keeper_id) WHERE (queue = 'claimed'::text)
  CREATE INDEX report_leader ON public.report USING btree (leader_id) WHERE (leader_id IS NOT NULL)
  CREATE INDEX report_queue ON public.report USING btree (queue, since, id) INCLUDE (audience_id, later_at) WHERE (queue IS NOT NULL)
  CREATE INDEX report_received ON public.report USING btree (received_at)
  CREATE INDEX report_state ON public.report USING btree (state, id DESC, audience_id) WHERE (leader_id IS NULL)
  CREATE INDEX report_wave ON public.report USING btree (cluster_id, audience_id) WHERE (NOT stands_apart)
  -- A suspicious message that somebody showed us.

table report_band
  band                 smallint not null
  hash                 bigint not null
  report_id            bigint not null
  constraint report_band_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_band_pkey PRIMARY KEY (band, hash, report_id)
  -- Reports whose wording agrees in a band are compared; see the desk's Shingles.

table report_code
  report_id            bigint not null
  place                integer not null
  picture              text not null
  content              text not null
  constraint report_code_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_code_pkey PRIMARY KEY (report_id, place)
  -- Read beside the text of a report; the pictures of a form are not kept.

table report_entry
  id                   bigint generated always as identity not null
  report_id            bigint not null
  at                   timestamp with time zone not null
  account_id           bigint not null
  kind                 text not null
  subject              text default ''::text not null
  text                 text default ''::text not null
  constraint report_entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint report_entry_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_entry_pkey PRIMARY KEY (id)
  CREATE INDEX report_entry_report ON public.report_entry USING btree (report_id, id)
  -- What the desk did with a report, for the desk alone. Rows are never changed.

table report_limit
  code                 text not null
  minutes              integer not null
  constraint report_limit_minutes_check CHECK (((minutes >= 1) AND (minutes <= 43200)))
  constraint report_limit_pkey PRIMARY KEY (code)
  -- After how long a report at the desk is late.

table report_link_value
  report_id            bigint not null
  kind                 text not null
  value                text not null
  link                 text not null
  constraint report_link_value_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_link_value_pkey PRIMARY KEY (report_id, kind, value)
  -- What a report has by a redirect chain and not by its own words.

table report_mail
  id                   bigint generated always as identity not null
  way                  text not null
  received_at          timestamp with time zone not null
  sender               text not null
  raw                  bytea not null
  digest               text not null
  state                text default 'waiting'::text not null
  ignored              text default ''::text not null
  report_id            bigint
  reporter             text default ''::text not null
  known                boolean default false not null
  source               text default ''::text not null
  headers              text default ''::text not null
  attachments          text default '[]'::text not null
  scan                 text default ''::text not null
  scan_found           text default ''::text not null
  scan_due             timestamp with time zone
  scan_tries           integer default 0 not null
  letter_id            bigint
  constraint report_mail_scan_check CHECK ((scan = ANY (ARRAY[''::text, 'clean'::text, 'infected'::text, 'unread'::text])))
  constraint report_mail_source_check CHECK ((source = ANY (ARRAY[''::text, 'attached'::text, 'told'::text, 'itself'::text])))
  constraint report_mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'reported'::text, 'ignored'::text])))
  constraint report_mail_way_check CHECK ((way = ANY (ARRAY['smtp'::text, 'imap'::text])))
  constraint report_mail_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint report_mail_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_mail_pkey PRIMARY KEY (id)
  constraint report_mail_digest_key UNIQUE (digest)
  constraint report_mail_letter_id_key UNIQUE (letter_id)
  constraint report_mail_report_id_key UNIQUE (report_id)
  CREATE INDEX report_mail_open ON public.report_mail USING btree (id) WHERE (state = 'waiting'::text)
  CREATE INDEX report_mail_receipts ON public.report_mail USING btree (received_at) WHERE (letter_id IS NOT NULL)
  -- Durable before its sender is told that it was taken; read by one hub at a time.

table report_mailbox
  url                  text not null
  validity             bigint not null
  uid                  bigint not null
  read_at              timestamp with time zone not null
  constraint report_mailbox_pkey PRIMARY KEY (url)

table report_value
  kind                 text not null
  value                text not null
  report_id            bigint not null
  constraint report_value_report_id_fkey FOREIGN KEY (report_id) REFERENCES report(id)
  constraint report_value_pkey PRIMARY KEY (kind, value, report_id)
  -- Suspicious values of reports: the same link means the same wave.

table request
  case_id              bigint not null
  due_at               timestamp with time zone not null
  names_to_cert        boolean default false not null
  answers_to_members   boolean default false not null
  names_to_members     boolean default false not null
  audience_id          bigint
  asked_at             timestamp with time zone
  constraint request_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint request_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint request_pkey PRIMARY KEY (case_id)
  -- What members are asked.

table request_answer
  case_id              bigint not null
  organization_id      bigint not null
  position             integer not null
  text                 text not null
  account_id           bigint not null
  at                   timestamp with time zone not null
  constraint request_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint request_answer_case_id_fkey FOREIGN KEY (case_id) REFERENCES request(case_id)
  constraint request_answer_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint request_answer_pkey PRIMARY KEY (case_id, organization_id, "position")
  -- What an organisation answers; the newest counts, until the case ends.

table request_question
  case_id              bigint not null
  position             integer not null
  text                 text not null
  choices              text default ''::text not null
  constraint request_question_case_id_fkey FOREIGN KEY (case_id) REFERENCES request(case_id)
  constraint request_question_pkey PRIMARY KEY (case_id, "position")

table request_recipient
  case_id              bigint not null
  organization_id      bigint not null
  constraint request_recipient_case_id_fkey FOREIGN KEY (case_id) REFERENCES request(case_id)
  constraint request_recipient_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint request_recipient_pkey PRIMARY KEY (case_id, organization_id)
  CREATE INDEX request_recipient_of ON public.request_recipient USING btree (organization_id, case_id)

table retention_policy
  id                   bigint generated always as identity not null
  name                 text not null
  subject              text not null
  type                 text default ''::text not null
  source_id            bigint default 0 not null
  tlp_from             smallint default 0 not null
  tlp_to               smallint default 4 not null
  days                 integer not null
  constraint retention_policy_days_check CHECK (((days >= 1) AND (days <= 36500)))
  constraint retention_policy_subject_check CHECK ((subject = ANY (ARRAY['claims'::text, 'raw'::text, 'ledger'::text])))
  constraint retention_policy_pkey PRIMARY KEY (id)
  constraint retention_policy_subject_type_source_id_tlp_from_tlp_to_key UNIQUE (subject, type, source_id, tlp_from, tlp_to)
  -- claims: withdrawn so many days after they arrived; raw: the bytes of deliveries, deleted.

table same_as
  id                   bigint generated always as identity not null
  public_id            uuid not null
  audience_id          bigint not null
  organization_id      bigint
  reason               text default ''::text not null
  made_seq             bigint not null
  ended_seq            bigint
  end_reason           text default ''::text not null
  constraint same_as_pkey PRIMARY KEY (id)
  constraint same_as_public_id_key UNIQUE (public_id)
  -- A statement that objects are one thing. A cluster is what follows from the statements a viewer may see; ending one restores exactly what was before.

table same_as_member
  same_as_id           bigint not null
  number               integer not null
  object_key           bigint not null
  constraint same_as_member_same_as_id_fkey FOREIGN KEY (same_as_id) REFERENCES same_as(id)
  constraint same_as_member_pkey PRIMARY KEY (same_as_id, object_key)
  CREATE INDEX same_as_member_object ON public.same_as_member USING btree (object_key)

table saved_graph
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  account_id           bigint not null
  name                 text not null
  picture              text not null
  shared               boolean not null
  at                   timestamp with time zone not null
  constraint saved_graph_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint saved_graph_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint saved_graph_pkey PRIMARY KEY (id)
  constraint saved_graph_account_id_name_key UNIQUE (account_id, name)
  constraint saved_graph_public_id_key UNIQUE (public_id)
  CREATE INDEX saved_graph_organization ON public.saved_graph USING btree (organization_id)
  -- Kept graphs: the steps that build one, where things were put, and what people remarked.

table saved_query
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  account_id           bigint not null
  name                 text not null
  query                text not null
  shared               boolean not null
  at                   timestamp with time zone not null
  constraint saved_query_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint saved_query_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint saved_query_pkey PRIMARY KEY (id)
  constraint saved_query_account_id_name_key UNIQUE (account_id, name)
  constraint saved_query_public_id_key UNIQUE (public_id)
  CREATE INDEX saved_query_organization ON public.saved_query USING btree (organization_id)

table scout
  token_id             bigint not null
  organization_id      bigint not null
  position             timestamp with time zone
  indicators           bigint default 0 not null
  digest               text default ''::text not null
  received_at          timestamp with time zone
  seen_at              timestamp with time zone not null
  constraint scout_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint scout_token_id_fkey FOREIGN KEY (token_id) REFERENCES machine_token(id)
  constraint scout_pkey PRIMARY KEY (token_id)
  CREATE INDEX scout_organization ON public.scout USING btree (organization_id)

table second_factor
  account_id           bigint not null
  sealed               bytea not null
  last_step            bigint default 0 not null
  begun_at             timestamp with time zone not null
  confirmed_at         timestamp with time zone
  constraint second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint second_factor_pkey PRIMARY KEY (account_id)
  -- The shared secret of time-based codes (RFC 6238), sealed with the key of the vault.

table second_factor_role
  role                 text not null
  constraint second_factor_role_pkey PRIMARY KEY (role)
  -- Who has one of these roles can do nothing before a second factor is set up.

table see_as
  id                   bigint generated always as identity not null
  public_id            uuid not null
  session              uuid not null
  account_id           bigint not null
  organization_id      bigint not null
  roles                text[] not null
  reason               text not null
  at                   timestamp with time zone not null
  expires_at           timestamp with time zone not null
  ended_at             timestamp with time zone
  constraint see_as_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  constraint see_as_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint see_as_pkey PRIMARY KEY (id)
  constraint see_as_public_id_key UNIQUE (public_id)
  -- A person's look through another organisation's eyes: reading only, for an hour.

table setup_link
  token_hash           bytea not null
  created_at           timestamp with time zone not null
  expires_at           timestamp with time zone not null
  used_at              timestamp with time zone
  constraint setup_link_pkey PRIMARY KEY (token_hash)

table shared_collection
  id                   bigint generated always as identity not null
  public_id            uuid not null
  shelf_id             bigint not null
  title                text not null
  description          text not null
  query                text not null
  at                   timestamp with time zone not null
  by                   text not null
  ended_at             timestamp with time zone
  posting              text default 'nobody'::text not null
  constraint shared_collection_posting_check CHECK ((posting = ANY (ARRAY['nobody'::text, 'cert'::text, 'readers'::text])))
  constraint shared_collection_shelf_id_fkey FOREIGN KEY (shelf_id) REFERENCES shelf(id)
  constraint shared_collection_pkey PRIMARY KEY (id)
  constraint shared_collection_public_id_key UNIQUE (public_id)
  constraint shared_collection_shelf_id_key UNIQUE (shelf_id)
  constraint shared_collection_title_key UNIQUE (title)
  -- A TAXII collection that the CERT made: a question, and who may read the answer.

table shared_collection_group
  collection_id        bigint not null
  group_id             bigint not null
  constraint shared_collection_group_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES shared_collection(id) ON DELETE CASCADE
  constraint shared_collection_group_group_id_fkey FOREIGN KEY (group_id) REFERENCES sharing_group(id)
  constraint shared_collection_group_pkey PRIMARY KEY (collection_id, group_id)

table shared_collection_organization
  collection_id        bigint not null
  organization_id      bigint not null
  constraint shared_collection_organization_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES shared_collection(id) ON DELETE CASCADE
  constraint shared_collection_organization_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint shared_collection_organization_pkey PRIMARY KEY (collection_id, organization_id)

table shared_collection_source
  collection_id        bigint not null
  organization_id      bigint not null
  source_id            bigint not null
  constraint shared_collection_source_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES shared_collection(id) ON DELETE CASCADE
  constraint shared_collection_source_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint shared_collection_source_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint shared_collection_source_pkey PRIMARY KEY (collection_id, organization_id)
  -- The source that stands for what an organisation posts to a collection.

table sharing_group
  id                   bigint generated always as identity not null
  public_id            uuid not null
  name                 text not null
  description          text default ''::text not null
  constraint sharing_group_pkey PRIMARY KEY (id)
  constraint sharing_group_name_key UNIQUE (name)
  constraint sharing_group_public_id_key UNIQUE (public_id)

table sharing_group_member
  group_id             bigint not null
  organization_id      bigint not null
  constraint sharing_group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES sharing_group(id)
  constraint sharing_group_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint sharing_group_member_pkey PRIMARY KEY (group_id, organization_id)
  CREATE INDEX sharing_group_member_organization ON public.sharing_group_member USING btree (organization_id)

table shelf
  id                   bigint generated always as identity not null
  query                text not null
  position             bigint default 0 not null
  place                bigint default 0 not null
  begun                bigint default 0 not null
  asked                bigint default 0 not null
  picked               boolean default false not null
  constraint shelf_pkey PRIMARY KEY (id)

table shelf_entry
  shelf_id             bigint not null
  place                bigint not null
  object_key           bigint not null
  type_id              integer not null
  seq                  bigint not null
  constraint shelf_entry_pkey PRIMARY KEY (shelf_id, place)
  CREATE INDEX shelf_entry_object ON public.shelf_entry USING btree (shelf_id, object_key, place)

table shelf_pick
  shelf_id             bigint not null
  object_key           bigint not null
  place                bigint not null
  there                boolean not null
  at                   timestamp with time zone not null
  by                   text not null
  constraint shelf_pick_shelf_id_fkey FOREIGN KEY (shelf_id) REFERENCES shelf(id)
  constraint shelf_pick_pkey PRIMARY KEY (shelf_id, object_key)

table signing_key
  fingerprint          text not null
  public_key           text not null
  seal_id              text not null
  nonce                bytea not null
  sealed               bytea not null
  created_at           timestamp with time zone not null
  constraint signing_key_pkey PRIMARY KEY (fingerprint)

table source
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  name                 text not null
  kind                 text not null
  settings             jsonb default '{}'::jsonb not null
  reliability          character(1) default 'F'::bpchar not null
  audience_id          bigint not null
  terms                text default ''::text not null
  watermark            text default ''::text not null
  enabled              boolean default true not null
  created_at           timestamp with time zone not null
  licence              text default ''::text not null
  constraint source_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES audience(id)
  constraint source_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint source_pkey PRIMARY KEY (id)
  constraint source_name_key UNIQUE (name)
  constraint source_public_id_key UNIQUE (public_id)

table source_item
  source_id            bigint not null
  name                 text collate "C" not null
  mark                 text not null
  taken_at             timestamp with time zone not null
  constraint source_item_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint source_item_pkey PRIMARY KEY (source_id, name)
  -- Parts of a feed that were taken in, each marked after it was stored (law 1).

table source_plan
  source_id            bigint not null
  way                  text not null
  every_seconds        integer
  next_run             timestamp with time zone
  lease_holder         uuid
  lease_until          timestamp with time zone
  last_success         timestamp with time zone
  last_failure         timestamp with time zone
  problem              text
  failures             integer default 0 not null
  problem_code         text
  constraint source_plan_every_seconds_check CHECK (((every_seconds >= 60) AND (every_seconds <= 31536000)))
  constraint source_plan_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint source_plan_pkey PRIMARY KEY (source_id)
  CREATE INDEX source_plan_due ON public.source_plan USING btree (next_run) WHERE (next_run IS NOT NULL)
  -- How and when a source is asked. Apart from source, because it changes with every run. Who holds the lease asks, nobody else.

table submission
  id                   uuid not null
  organization_id      bigint not null
  requested_at         timestamp with time zone not null
  successes            jsonb not null
  failures             jsonb not null
  constraint submission_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint submission_pkey PRIMARY KEY (id)
  -- TAXII status resources: what became of a POST, for its submitter alone.

table takedown
  case_id              bigint not null
  kind                 text not null
  value                text not null
  brand                text default ''::text not null
  first_seen           timestamp with time zone not null
  report               uuid
  constraint takedown_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint takedown_pkey PRIMARY KEY (case_id)
  -- What is to disappear from the internet.

table takedown_letter
  case_id              bigint not null
  letter_id            bigint not null
  role                 text not null
  constraint takedown_letter_case_id_fkey FOREIGN KEY (case_id) REFERENCES desk_case(id)
  constraint takedown_letter_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id)
  constraint takedown_letter_pkey PRIMARY KEY (case_id, letter_id)
  -- Whom we asked to let something disappear.

table value_index
  version_key          bigint not null statistics 20
  object_key           bigint not null statistics 20
  kind                 text not null statistics 20
  value                text collate "C" not null statistics 20
  decides              boolean statistics 20
  CREATE INDEX value_index_mail_suffix ON public.value_index USING btree (reverse(value)) WHERE (kind = 'email'::text)
  CREATE INDEX value_index_network ON public.value_index USING spgist (((value)::inet)) WHERE (kind = 'cidr'::text)
  CREATE INDEX value_index_suffix ON public.value_index USING btree (reverse(value)) WHERE (kind = 'domain'::text)
  CREATE INDEX value_index_untold ON public.value_index USING btree (version_key) WHERE (decides IS NULL)
  CREATE INDEX value_index_value ON public.value_index USING btree (value, kind, object_key) INCLUDE (version_key)
  CREATE INDEX value_index_version ON public.value_index USING btree (version_key)
  with autovacuum_analyze_scale_factor=0.4
  -- Observable values of SCOs and of the constants in patterns. Correlation is a look-up here, never a stored pair.

table version
  key                  bigint generated always as identity not null statistics 20
  object_key           bigint not null statistics 20
  modified             timestamp with time zone statistics 20
  revoked              boolean not null statistics 20
  modified_text        text not null statistics 0
  digest               bytea not null statistics 0
  name                 text default ''::text not null statistics 20
  json                 text not null statistics 0
  created              bigint statistics 20
  seen                 bigint statistics 20
  valid_until          bigint statistics 20
  labels               text[] statistics 20
  constraint version_pkey PRIMARY KEY (key) INCLUDE (modified_text, revoked, name)
  constraint version_object_key_digest_key UNIQUE (object_key, digest)
  CREATE INDEX version_ends ON public.version USING btree (key) INCLUDE (valid_until) WHERE (valid_until IS NOT NULL)
  with autovacuum_analyze_scale_factor=0.4

table warning_list
  id                   text not null
  name                 text not null
  description          text not null
  version              text not null
  type                 text not null
  kinds                text[] not null
  use                  text not null
  entries              text not null
  entry_count          integer not null
  unread_count         integer not null
  at                   timestamp with time zone not null
  by                   text not null
  change               bigint default nextval('warning_list_change'::regclass) not null
  constraint warning_list_use_check CHECK ((use = ANY (ARRAY['off'::text, 'tell'::text, 'brake'::text])))
  constraint warning_list_pkey PRIMARY KEY (id)

table webhook
  id                   bigint generated always as identity not null
  public_id            uuid not null
  organization_id      bigint not null
  name                 text not null
  shape                text not null
  host                 text not null
  seal_id              text not null
  nonce                bytea not null
  sealed               bytea not null
  allowed              text[] default '{}'::text[] not null
  created_by           bigint not null
  created_at           timestamp with time zone not null
  ended_at             timestamp with time zone
  constraint webhook_shape_check CHECK ((shape = ANY (ARRAY['teams'::text, 'slack'::text, 'mattermost'::text])))
  constraint webhook_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id)
  constraint webhook_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id)
  constraint webhook_pkey PRIMARY KEY (id)
  constraint webhook_public_id_key UNIQUE (public_id)
  -- The address is a secret: who knows it can post there. It is sealed and never shown again.

table withdrawal
  last_seq             bigint not null
  first_seq            bigint not null
  public_id            uuid not null
  source_id            bigint not null
  delivery_id          bigint
  at                   timestamp with time zone not null
  claims               bigint not null
  undone_at            timestamp with time zone
  constraint withdrawal_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id)
  constraint withdrawal_source_id_fkey FOREIGN KEY (source_id) REFERENCES source(id)
  constraint withdrawal_pkey PRIMARY KEY (last_seq)
  CREATE INDEX withdrawal_source ON public.withdrawal USING btree (source_id, last_seq) WHERE (undone_at IS NULL)
  -- Deliveries and sources that were taken back, for as long as that may be undone.

sequences
  object_type_custom
  warning_list_change

extensions
  plpgsql

functions

CREATE OR REPLACE FUNCTION public.audit_event_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION public.audit_event_is_not_truncated()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    -- A restore empties every table first, those too that have nothing.
    if exists (select from audit_event) then
        raise exception 'The audit trail is append only: it may not be emptied.';
    end if;
    return null;
end $function$

CREATE OR REPLACE FUNCTION public.bulk_statistics(bulk regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
    col text;
begin
    for col in select attname from pg_attribute where attrelid = bulk and attnum > 0 and not attisdropped loop
        execute format('alter table %s alter column %I set statistics %s', bulk, col,
            case when col in ('json', 'digest', 'modified_text', 'words') then 0 else 20 end);
    end loop;
    if (select relkind from pg_class where oid = bulk) = 'r' then
        execute format('alter table %s set (autovacuum_analyze_scale_factor = 0.4)', bulk);
    end if;
end $function$

CREATE OR REPLACE FUNCTION public.folded(text text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    select regexp_replace(
        case when octet_length(text) = char_length(text) then ' ' || lower(text collate "C") || ' '
        else ' ' || translate(lower(text collate "C"),
            U&'\0080\0081\0082\0083\0084\0085\0086\0087\0088\0089\008A\008B\008C\008D\008E\008F\0090\0091\0092\0093'
            || U&'\0094\0095\0096\0097\0098\0099\009A\009B\009C\009D\009E\009F\00A0\00A1\00A2\00A3\00A4\00A5\00A6\00A7'
            || U&'\00A8\00A9\00AA\00AB\00AC\00AD\00AE\00AF\00B0\00B1\00B2\00B3\00B4\00B5\00B6\00B7\00B8\00B9\00BA\00BB'
            || U&'\00BC\00BD\00BE\00BF\00C0\00C1\00C2\00C3\00C4\00C5\00C6\00C7\00C8\00C9\00CA\00CB\00CC\00CD\00CE\00CF'
            || U&'\00D0\00D1\00D2\00D3\00D4\00D5\00D6\00D7\00D8\00D9\00DA\00DB\00DC\00DD\00DE\00E0\00E1\00E2\00E3\00E4'
            || U&'\00E5\00E7\00E8\00E9\00EA\00EB\00EC\00ED\00EE\00EF\00F0\00F1\00F2\00F3\00F4\00F5\00F6\00F7\00F8\00F9'
            || U&'\00FA\00FB\00FC\00FD\00FF\0100\0101\0102\0103\0104\0105\0106\0107\0108\0109\010A\010B\010C\010D\010E'
            || U&'\010F\0110\0111\0112\0113\0114\0115\0116\0117\0118\0119\011A\011B\011C\011D\011E\011F\0120\0121\0122'
            || U&'\0123\0124\0125\0126\0127\0128\0129\012A\012B\012C\012D\012E\012F\0130\0131\0134\0135\0136\0137\0139'
            || U&'\013A\013B\013C\013D\013E\0141\0142\0143\0144\0145\0146\0147\0148\014A\014C\014D\014E\014F\0150\0151'
            || U&'\0152\0154\0155\0156\0157\0158\0159\015A\015B\015C\015D\015E\015F\0160\0161\0162\0163\0164\0165\0166'
            || U&'\0167\0168\0169\016A\016B\016C\016D\016E\016F\0170\0171\0172\0173\0174\0175\0176\0177\0178\0179\017A'
            || U&'\017B\017C\017D\017E\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\200B\200C\200D\200E\200F'
            || U&'\2010\2011\2012\2013\2014\2015\2016\2017\2018\2019\201A\201B\201C\201D\201E\201F\2020\2021\2022\2023'
            || U&'\2024\2025\2026\2027\2028\2029\202A\202B\202C\202D\202E\202F\2030\2031\2032\2033\2034\2035\2036\2037'
            || U&'\2038\2039\203A\203B\203C\203D\203E\203F\2040\2041\2042\2043\2044\2045\2046\2047\2048\2049\204A\204B'
            || U&'\204C\204D\204E\204F\2050\2051\2052\2053\2054\2055\2056\2057\2058\2059\205A\205B\205C\205D\205E\205F'
            || U&'\2060\2061\2062\2063\2064\2065\2066\2067\2068\2069\206A\206B\206C\206D\206E\206F\3000\3001\3002\3003'
            || U&'\3004\3005\3006\3007\3008\3009\300A\300B\300C\300D\300E\300F\3010\3011\3012\3013\3014\3015\3016\3017'
            || U&'\3018\3019\301A\301B\301C\301D\301E\301F\3020\3021\3022\3023\3024\3025\3026\3027\3028\3029\302A\302B'
            || U&'\302C\302D\302E\302F\3030\3031\3032\3033\3034\3035\3036\3037\3038\3039\303A\303B\303C\303D\303E\303F'
            || U&'\FFFD\0300\0301\0302\0303\0304\0305\0306\0307\0308\0309\030A\030B\030C\030D\030E\030F\0310\0311\0312'
            || U&'\0313\0314\0315\0316\0317\0318\0319\031A\031B\031C\031D\031E\031F\0320\0321\0322\0323\0324\0325\0326'
            || U&'\0327\0328\0329\032A\032B\032C\032D\032E\032F\0330\0331\0332\0333\0334\0335\0336\0337\0338\0339\033A'
            || U&'\033B\033C\033D\033E\033F\0340\0341\0342\0343\0344\0345\0346\0347\0348\0349\034A\034B\034C\034D\034E'
            || U&'\034F\0350\0351\0352\0353\0354\0355\0356\0357\0358\0359\035A\035B\035C\035D\035E\035F\0360\0361\0362'
            || U&'\0363\0364\0365\0366\0367\0368\0369\036A\036B\036C\036D\036E\036F',
            U&'                                                                aaaaaa\00E6ceeeeiiiidnooooo ouuuuy'
            || U&'\00FEaaaaaaceeeeiiiidnooooo ouuuuyyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjkkllllllllnnn'
            || U&'nnn\014Boooooo\0153rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz                                      '
            || U&'                                                                                                    '
            || U&'                                       ') || ' '
        end, '[\u0001-\u002f\u003a-\u0060\u007b-\u007f]+', ' ', 'g')
$function$

CREATE OR REPLACE FUNCTION public.ledger_forget(before_at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SET lock_timeout TO '1s'
AS $function$
declare
    month     record;
    upper_seq bigint;
    dropped   int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('ledger_partitions'));
    for month in
        select c.relname as name, to_timestamp(substr(c.relname, 8) || '01', 'YYYYMMDD') + interval '1 month' as ends_at
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'ledger'::regclass and c.relname ~ '^ledger_[0-9]{6}$'
        order by c.relname
    loop
        continue when month.ends_at > before_at;
        execute format('insert into ledger_total (kind, rows) select kind, count(*) from %I group by kind
            on conflict (kind) do update set rows = ledger_total.rows + excluded.rows', month.name);
        execute format('select max(seq) from %I', month.name) into upper_seq;
        update ledger_horizon set seq = greatest(seq, upper_seq);
        execute format('drop table %I', month.name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $function$

CREATE OR REPLACE FUNCTION public.ledger_partitions(from_at timestamp with time zone, months integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
    month timestamp;
    name  text;
    made  int := 0;
begin
    -- One hub at a time: several may start together on one database.
    perform pg_advisory_xact_lock(hashtext('ledger_partitions'));
    for n in 0 .. months - 1 loop
        month := date_trunc('month', from_at at time zone 'UTC') + make_interval(months => n);
        name := 'ledger_' || to_char(month, 'YYYYMM');
        if to_regclass(name) is null then
            begin
                execute format('create table %I partition of ledger for values from (%s) to (%s)', name,
                    (extract(epoch from month) * 1000000)::bigint,
                    (extract(epoch from month + make_interval(months => 1)) * 1000000)::bigint);
                perform bulk_statistics(name::regclass);
                made := made + 1;
            exception when check_violation then
                null;  -- a clock that jumped has put rows of that month into ledger_default: they stay there
            end;
        end if;
    end loop;
    return made;
end $function$
