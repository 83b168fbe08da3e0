-- Why a source could not be asked, as a code beside the sentence: screens say it in the reader's language.
alter table delivery add column problem_code text;
alter table source_plan add column problem_code text;
comment on column delivery.problem_code is 'What kind of failure it was, such as fetch.timeout; null when none is known.';
comment on column source_plan.problem_code is 'What kind of failure the last one was.';
