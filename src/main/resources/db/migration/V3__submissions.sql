-- Requests that their submitters named: the same name and request again is answered with the same dataset.
create table if not exists submission (
    submission_key varchar(255) primary key,
    request text not null,
    job_id uuid not null references job (id) on delete cascade
);
