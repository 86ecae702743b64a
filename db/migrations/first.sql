-- The first schema. Never edited after release; what comes later is a migration of its own.
-- A person who is still named anywhere cannot be deleted: "no action", because "restrict" would also refuse inside an
-- undo that frees them a moment later.

create table people (
  id integer primary key autoincrement,
  position integer not null default 0,
  "name" text not null default '',
  "role" text not null default '',
  "department" text not null default '',
  "group" text not null,
  "hats" text not null default '',
  "reach" text not null default '',
  "tenure" text not null default '',
  "languages" text not null default '',
  "speaks_to" text not null default '',
  "notes" text not null default '',
  "quote_by_role" integer not null default 0,
  "quote_by_name" integer not null default 0,
  "may_record" integer not null default 0,
  "consent_until" text,
  "anonymous" integer not null default 0
) strict;

create table measures (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "set" text not null,
  "formula" text not null default '',
  "unit" text not null default '',
  "better" text not null,
  "baseline" real,
  "target" real,
  "due" text,
  "owner" integer references people(id),
  "rhythm" text not null,
  "source" text not null default '',
  "trap" text not null default '',
  "in_summary" integer not null default 0
) strict;

create table priorities (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "executive" integer references people(id),
  "figure" text not null default '',
  "source" text not null default '',
  "due" text
) strict;

create table versions (
  id integer primary key autoincrement,
  position integer not null default 0,
  "document" text not null,
  "title" text not null default '',
  "status" text not null,
  "on" text,
  "note" text not null default '',
  "snapshot" text not null default ''
) strict;

create table charter (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "subtitle" text not null default '',
  "confidentiality" text not null default '',
  "owner" integer references people(id),
  "sponsor" integer references people(id),
  "next_review" text,
  "review_body" text not null default '',
  "hours_a_week" real
) strict;

create table sections (
  id integer primary key autoincrement,
  position integer not null default 0,
  "key" text not null unique,
  "text" text not null default ''
) strict;

create table business_case (
  id integer primary key autoincrement,
  position integer not null default 0,
  "problem" text not null default '',
  "evidence" text not null default '',
  "cost_of_nothing" text not null default '',
  "proposal" text not null default '',
  "how_it_works" text not null default '',
  "responsible" text not null default '',
  "assumptions" text not null default '',
  "stop_rule" text not null default '',
  "decision" text not null default '',
  "decide_by" text,
  "priority" integer references priorities(id) on delete set null,
  "lever" text not null default '',
  "lever_value" integer
) strict;

create table figures (
  id integer primary key autoincrement,
  position integer not null default 0,
  "slot" text not null,
  "title" text not null default '',
  "amount" integer,
  "hours" real,
  "rate" integer,
  "grade" text not null,
  "source" text not null default ''
) strict;

create table objectives (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "priority" integer references priorities(id) on delete set null,
  "deliverables" text not null default '',
  "owner" integer references people(id),
  "due" text
) strict;

create table scope_areas (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "part" text not null,
  "meaning" text not null default '',
  "owner" integer references people(id),
  "contributors" text not null default ''
) strict;

create table value_promises (
  id integer primary key autoincrement,
  position integer not null default 0,
  "audience" text not null,
  "title" text not null default '',
  "proof" text not null default ''
) strict;

create table criteria (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "measure" integer references measures(id) on delete set null,
  "start" real,
  "goal" real,
  "due" text,
  "judge" integer references people(id)
) strict;

create table obstacles (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "likelihood" integer,
  "impact" integer,
  "mitigation" text not null default '',
  "owner" integer references people(id)
) strict;

create table assumptions (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "basis" text not null,
  "made" text,
  "owner" integer references people(id),
  "otherwise" text not null default ''
) strict;

create table responsibilities (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "letters" text not null default ''
) strict;

create table commitments (
  id integer primary key autoincrement,
  position integer not null default 0,
  "person" integer references people(id),
  "title" text not null default '',
  "checked" text not null default ''
) strict;

create table request_kinds (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "channel" text not null default '',
  "days" integer,
  "note" text not null default ''
) strict;

create table meetings (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "rhythm" text not null,
  "audience" text not null default '',
  "purpose" text not null default '',
  "owner" integer references people(id),
  "next" text
) strict;

create table decision_rights (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "person" integer references people(id),
  "heard" text not null default '',
  "note" text not null default ''
) strict;

create table approvers (
  id integer primary key autoincrement,
  position integer not null default 0,
  "document" text not null,
  "person" integer references people(id),
  "title" text not null default ''
) strict;

create table approvals (
  id integer primary key autoincrement,
  position integer not null default 0,
  "version" integer references versions(id) on delete cascade,
  "person" integer references people(id),
  "answer" text not null,
  "on" text,
  "condition" text not null default ''
) strict;

create table readings (
  id integer primary key autoincrement,
  position integer not null default 0,
  "measure" integer references measures(id) on delete cascade,
  "on" text,
  "value" real,
  "note" text not null default ''
) strict;

create table initiatives (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "goal" text not null default '',
  "owner" integer references people(id),
  "priority" integer references priorities(id) on delete set null,
  "measure" integer references measures(id) on delete set null,
  "effort" real,
  "start" text,
  "end" text,
  "state" text not null,
  "deliverables" text not null default ''
) strict;

create table promises (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "person" integer references people(id),
  "direction" text not null,
  "made" text,
  "due" text,
  "kept" text
) strict;

create table inbox (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "on" text,
  "done" integer not null default 0
) strict;

create table attachments (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "media_type" text not null default '',
  "digest" text not null default '',
  "size" integer not null default 0
) strict;

create table list_entries (
  id integer primary key autoincrement,
  position integer not null default 0,
  "list" text not null default '',
  "key" text not null default '',
  "title" text not null default '',
  "note" text not null default ''
) strict;

create table links (
  id integer primary key autoincrement,
  position integer not null default 0,
  "from_kind" text not null default '',
  "from_id" integer not null,
  "to_kind" text not null default '',
  "to_id" integer not null,
  "reason" text not null,
  "label" text not null default ''
) strict;

-- Lists are read in this order, a new line goes to its end, a moved one between two neighbours.
create index people_position on people (position);
create index measures_position on measures (position);
create index priorities_position on priorities (position);
create index versions_position on versions (position);
create index charter_position on charter (position);
create index sections_position on sections (position);
create index business_case_position on business_case (position);
create index figures_position on figures (position);
create index objectives_position on objectives (position);
create index scope_areas_position on scope_areas (position);
create index value_promises_position on value_promises (position);
create index criteria_position on criteria (position);
create index obstacles_position on obstacles (position);
create index assumptions_position on assumptions (position);
create index responsibilities_position on responsibilities (position);
create index commitments_position on commitments (position);
create index request_kinds_position on request_kinds (position);
create index meetings_position on meetings (position);
create index decision_rights_position on decision_rights (position);
create index approvers_position on approvers (position);
create index approvals_position on approvals (position);
create index readings_position on readings (position);
create index initiatives_position on initiatives (position);
create index promises_position on promises (position);
create index inbox_position on inbox (position);
create index attachments_position on attachments (position);
create index list_entries_position on list_entries (position);
create index links_position on links (position);

create index links_from on links (from_kind, from_id);
create index links_to on links (to_kind, to_id);
create index readings_measure on readings (measure, "on");
create index list_entries_list on list_entries (list, position);
create index people_name on people (name);
create index promises_person on promises (person);
create index approvals_version on approvals (version);

create table settings (
  id integer primary key autoincrement,
  key text not null unique,
  value text not null default ''
) strict;

-- The bytes of attachments: stored once under their digest, never changed, so never part of a step.
create table blobs (
  digest text primary key,
  bytes blob not null
) strict, without rowid;

-- The named steps, and what each changed: `data` is JSON (db/changes.py says how).
create table history_steps (
  id integer primary key autoincrement,
  label text not null,
  "values" text not null default '{}',
  origin text not null,
  at text not null,
  merge text not null default '',
  undone integer not null default 0
) strict;

create table history_changes (
  step integer not null references history_steps(id) on delete cascade,
  number integer not null,
  kind text not null,
  row integer not null,
  operation text not null,
  data text not null,
  primary key (step, number)
) strict, without rowid;

create table search_queue (
  kind text not null,
  id integer not null,
  primary key (kind, id)
) strict, without rowid;

create table search_rows (
  rowid integer primary key,
  kind text not null,
  id integer not null,
  unique (kind, id)
) strict;

create virtual table search_index using fts5 (title, body, stems, tokenize = 'unicode61 remove_diacritics 0');
