-- Every statement of these files may be run again: H2 commits each by itself, and a process may die before what it had run is
-- noted.

-- One row for each dataset that somebody asked for, and what became of it.
create table if not exists job (
    id uuid primary key,
    sequence bigint generated always as identity, -- order of submission, for lists
    state varchar(24) not null,
    attempt int not null, -- raised by each claim: the fence against stale workers
    name varchar(128) not null,
    request text not null,
    plan text not null,
    progress text,
    failure text,
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    started_at timestamp(6) with time zone,
    finished_at timestamp(6) with time zone
);

create unique index if not exists job_sequence on job (sequence);
create index if not exists job_state on job (state);

-- As db-scheduler 16 wants it.
create table if not exists scheduled_tasks (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp(6) with time zone not null,
    picked boolean not null,
    picked_by varchar(50),
    last_success timestamp(6) with time zone,
    last_failure timestamp(6) with time zone,
    consecutive_failures int,
    last_heartbeat timestamp(6) with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index if not exists scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index if not exists scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
