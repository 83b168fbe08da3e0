-- What the CERT keeps of those who take part: size, whom to call, until when it is one of us; who is in which group, and why there is one.

alter table organization add column size text;
alter table organization add column closed_at timestamptz;
comment on column organization.size is 'small (under 50 people), medium (under 250) or large; null: not known.';
comment on column organization.closed_at is 'From then on its people, its keys and who acts for it are refused; null: it takes part.';

create table organization_contact (
    organization_id bigint  not null references organization,
    place           int     not null,
    name            text    not null,
    role            text    not null,
    mail            text    not null,
    phone           text    not null,
    always          boolean not null,
    primary key (organization_id, place)
);
comment on table organization_contact is 'Whom to reach, in the order of escalation.';
comment on column organization_contact.always is 'Also at night and in weekends.';

alter table sharing_group add column description text not null default '';

create index delegation_member on delegation (member_id);
