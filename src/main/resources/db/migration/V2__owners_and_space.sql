-- Owners that died in a row without a new checkpoint, and the bytes that are kept for a dataset while it is made.
alter table job add column if not exists lost_owners int default 0 not null;
alter table job add column if not exists disk_bytes bigint default 0 not null;

-- One row that admissions wait for, so that each sees what those before it were given.
create table if not exists admission (
    id int primary key,
    turn bigint not null
);

insert into admission (id, turn) select 1, 0 where not exists (select 1 from admission where id = 1);
