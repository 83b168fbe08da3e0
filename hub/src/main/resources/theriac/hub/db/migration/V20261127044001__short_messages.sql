-- Who gets a short message when something urgent is sent.

alter table organization_contact add column sms boolean not null default false;
comment on column organization_contact.sms is 'Gets a short message of what is urgent.';
comment on column publication_delivery.channel is 'portal, mail, webhook: and the key of the webhook, or sms: and a digest of a contact''s number.';
