-- Receipts for mails at the desk wait, go out and end as every other letter does, in the queue of letters.

alter table report_mail add column letter_id bigint unique references letter;  -- the receipt; null: none is due

-- What was done stays told. A receipt that had not gone out by now says so: its moment is over.
insert into letter (public_id, recipient, subject, body, state, attempts, due_at, sent_at, problem)
select r.public_id, m.reporter, 'Receipt', '',
       case m.receipt when 'waiting' then 'failed' when 'sending' then 'uncertain' else m.receipt end, m.receipt_tries,
       coalesce(m.receipt_due, m.received_at), case m.receipt when 'sent' then m.receipt_due end,
       case m.receipt when 'waiting' then 'The hub was renewed before this receipt went out.'
                      when 'sending' then 'The hub stopped while this was being sent; it may have arrived.' else '' end
from report_mail m join report r on r.id = m.report_id where m.receipt <> '';
update report_mail m set letter_id = l.id
from report r join letter l on l.public_id = r.public_id where r.id = m.report_id and m.receipt <> '';

drop index report_mail_open;
alter table report_mail drop column receipt, drop column receipt_due, drop column receipt_tries, drop column language;
create index report_mail_open on report_mail (id) where state = 'waiting';
create index report_mail_receipts on report_mail (received_at) where letter_id is not null;
