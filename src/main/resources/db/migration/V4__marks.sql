-- How far the attempts before the one that holds a job had come: what its death is judged by.
alter table job add column if not exists mark varchar(64) default '' not null;
