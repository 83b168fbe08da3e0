-- The desk with 100,000 reports: what the queue asks is answered by an index and touches what it shows.

create index report_state on report (state, id desc, audience_id);        -- the queue by state, and how many wait
create index report_audience on report (audience_id, id desc);            -- a member's own few among many
create index report_received on report (received_at);                     -- what came in a period
create index report_wave on report (cluster_id, audience_id);             -- how large waves are, without reading reports
drop index report_newest;
drop index report_cluster;
