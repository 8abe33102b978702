-- The last verification of each dataset. A run of which nothing is heard any more died with its process.
create table if not exists verification (
    job_id uuid primary key references job (id) on delete cascade,
    run uuid not null, -- the fence against earlier ones
    state varchar(16) not null,
    done bigint not null,
    total bigint not null,
    result text,
    heard_at timestamp(6) with time zone not null
);
