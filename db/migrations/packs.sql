-- Packs and what came back of them; what experts gave, and when to ask them again. Below, what is part of no step.

create table packs (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "template" text not null default '',
  "audience" text not null default '',
  "for_whom" text not null default '',
  "sent_on" text,
  "until" text,
  "intro" text not null default '',
  "words" text not null default '',
  "filters" text not null default '',
  "answers" text not null default '',
  "largest" integer
) strict;

create table pack_items (
  id integer primary key autoincrement,
  position integer not null default 0,
  "pack" integer references packs(id) on delete cascade,
  "asset" integer references assets(id) on delete cascade,
  "playlist" integer references playlists(id) on delete cascade,
  "heading" text not null default '',
  "use_when" text not null default '',
  "say_first" text not null default '',
  "sheet" integer not null default 0,
  "left_out" integer not null default 0
) strict;

create table feedback (
  id integer primary key autoincrement,
  position integer not null default 0,
  "words" text not null default '',
  "asset" integer references assets(id) on delete cascade,
  "pack" integer references packs(id) on delete cascade,
  "useful" integer,
  "again" text not null,
  "person" integer references people(id),
  "role" text not null default '',
  "on" text,
  "source" text not null default ''
) strict;

create table contributions (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "person" integer references people(id),
  "asset" integer references assets(id) on delete set null,
  "on" text,
  "thanked" text,
  "note" text not null default ''
) strict;

alter table expertise add column "ask_again" text;
alter table expert_terms add column "asks" text not null default '';

create index packs_position on packs (position);
create index pack_items_position on pack_items (position);
create index feedback_position on feedback (position);
create index contributions_position on contributions (position);

create index pack_items_pack on pack_items (pack);
create index pack_items_asset on pack_items (asset) where asset is not null;
create index pack_items_playlist on pack_items (playlist) where playlist is not null;
create index feedback_asset on feedback (asset) where asset is not null;
create index feedback_pack on feedback (pack) where pack is not null;
create index feedback_person on feedback (person) where person is not null;
create index contributions_person on contributions (person, "on");
create index contributions_asset on contributions (asset) where asset is not null;

-- An export of a pack: when, for which audience and for whom, in which form, and where it was put. It outlives the pack,
-- and is part of no step; none is ever deleted, so that no number is given twice.
create table pack_exports (
  id integer primary key,
  pack integer,
  title text not null,
  audience text not null default '',
  for_whom text not null default '',
  on_day text not null,
  form text not null,
  place text not null default '',
  bytes integer not null default 0,
  digest text not null default ''
) strict;

create index pack_exports_pack on pack_exports (pack, id);
create index pack_exports_audience on pack_exports (audience, id);

-- What was in it: the asset, what it was called, its file's name in the pack, and the SHA-256 of what was packed (of a
-- web address, of the address), by which it is told whether it has changed.
create table pack_export_items (
  export integer not null references pack_exports(id) on delete cascade,
  number integer not null,
  asset integer,
  title text not null,
  file text not null default '',
  digest text not null default '',
  primary key (export, number)
) strict, without rowid;

create index pack_export_items_asset on pack_export_items (asset) where asset is not null;

-- The choices of the last export of each report.
create table report_choices (
  report text primary key,
  choices text not null default '{}'
) strict;
