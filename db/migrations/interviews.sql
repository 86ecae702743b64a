-- Interviews, their themes and what was said; promises learn from which talk they came.

create table rounds (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "purpose" text not null default '',
  "start" text,
  "end" text,
  "rhythm" text not null,
  "leaders_wanted" integer not null,
  "reps_wanted" integer not null,
  "suggestions" text not null default ''
) strict;

create table themes (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "key" text not null default '',
  "description" text not null default '',
  "leadership_words" text not null default '',
  "rep_words" text not null default '',
  "praise_only" integer not null default 0
) strict;

create table round_themes (
  id integer primary key autoincrement,
  position integer not null default 0,
  "round" integer references rounds(id) on delete cascade,
  "theme" integer references themes(id) on delete cascade
) strict;

create table questions (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "audience" text not null,
  "part" text not null,
  "theme" integer references themes(id) on delete set null,
  "minutes" integer not null
) strict;

create table interviews (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "person" integer references people(id),
  "occasion" text not null,
  "group" text not null,
  "round" integer references rounds(id) on delete set null,
  "theme" integer references themes(id) on delete set null,
  "on" text,
  "begins" text not null default '',
  "minutes" integer not null,
  "place" text not null default '',
  "label" text not null default '',
  "purpose" text not null default '',
  "known" text not null default '',
  "assumptions" text not null default '',
  "notes" text not null default '',
  "held" integer not null default 0,
  "used_core" integer not null default 0
) strict;

create table attendees (
  id integer primary key autoincrement,
  position integer not null default 0,
  "interview" integer references interviews(id) on delete cascade,
  "person" integer references people(id)
) strict;

create table chosen_questions (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "interview" integer references interviews(id) on delete cascade,
  "question" integer references questions(id) on delete set null,
  "theme" integer references themes(id) on delete set null,
  "minutes" integer not null
) strict;

create table statements (
  id integer primary key autoincrement,
  position integer not null default 0,
  "words" text not null default '',
  "interview" integer references interviews(id) on delete cascade,
  "theme" integer references themes(id) on delete set null,
  "sort" text not null,
  "severity" integer,
  "rated_by" text not null,
  "is_quote" integer not null default 1,
  "quotable" integer not null default 0,
  "prompted" integer not null default 0,
  "start" integer,
  "end" integer
) strict;

create table ratings (
  id integer primary key autoincrement,
  position integer not null default 0,
  "interview" integer references interviews(id) on delete cascade,
  "theme" integer references themes(id) on delete cascade,
  "heard" text not null,
  "importance" integer,
  "served" integer,
  "hurts" integer,
  "top_three" integer not null default 0
) strict;

create table snoozes (
  id integer primary key autoincrement,
  position integer not null default 0,
  "of" text not null default '',
  "until" text
) strict;

alter table promises add column "interview" integer references interviews(id) on delete set null;
alter table promises add column "note" text not null default '';

create index rounds_position on rounds (position);
create index themes_position on themes (position);
create index round_themes_position on round_themes (position);
create index questions_position on questions (position);
create index interviews_position on interviews (position);
create index attendees_position on attendees (position);
create index chosen_questions_position on chosen_questions (position);
create index statements_position on statements (position);
create index ratings_position on ratings (position);
create index snoozes_position on snoozes (position);

-- The ways that every page goes.
create index ratings_answer on ratings (interview, theme);
create index round_themes_round on round_themes (round, theme);
create index ratings_theme on ratings (theme);
create index round_themes_theme on round_themes (theme);
create index interviews_person on interviews (person);
create index interviews_round on interviews (round);
create index interviews_theme on interviews (theme);
create index questions_theme on questions (theme);
create index attendees_interview on attendees (interview);
create index attendees_person on attendees (person);
create index chosen_questions_interview on chosen_questions (interview);
create index chosen_questions_question on chosen_questions (question);
create index chosen_questions_theme on chosen_questions (theme);
create index statements_interview on statements (interview);
create index statements_theme on statements (theme);
create index promises_interview on promises (interview);
