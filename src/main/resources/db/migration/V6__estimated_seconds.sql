-- How long each run will take, so that the queue can be told without parsing the plans of all who wait.
alter table job add column if not exists estimated_seconds double precision default 0 not null;
