-- The library: assets, where they lie, who reviewed and used them; the experts. Below, what follows from files and records and is
-- therefore part of no step.

create table asset_kinds (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "key" text not null default '',
  "months" integer,
  "longest_minutes" integer,
  "longest_pages" integer,
  "needs" text not null default ''
) strict;

create table watched_folders (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "path" text not null default '',
  "watched" integer not null default 1
) strict;

create table assets (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "sort" integer references asset_kinds(id) on delete set null,
  "folder" integer references watched_folders(id) on delete set null,
  "location" text not null default '',
  "summary" text not null default '',
  "question" text not null default '',
  "facets" text not null default '',
  "owner" integer references people(id),
  "reviewer" integer references people(id),
  "sources" text not null default '',
  "notes" text not null default '',
  "status" text not null,
  "pages" integer,
  "seconds" integer,
  "months" integer,
  "added" text,
  "reviewed" text,
  "changed" text,
  "valid_from" text,
  "expires" text,
  "replaced_by" integer references assets(id) on delete set null,
  "seller" integer references people(id),
  "consent" integer not null default 0,
  "consent_until" text
) strict;

create table asset_copies (
  id integer primary key autoincrement,
  position integer not null default 0,
  "asset" integer references assets(id) on delete cascade,
  "folder" integer references watched_folders(id) on delete set null,
  "location" text not null default ''
) strict;

create table reviews (
  id integer primary key autoincrement,
  position integer not null default 0,
  "asset" integer references assets(id) on delete cascade,
  "on" text,
  "person" integer references people(id),
  "note" text not null default ''
) strict;

create table usage_sources (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "on" text,
  "digest" text not null default ''
) strict;

create table uses (
  id integer primary key autoincrement,
  position integer not null default 0,
  "asset" integer references assets(id) on delete cascade,
  "source" integer references usage_sources(id) on delete cascade,
  "on" text,
  "count" integer not null default 1,
  "who" text not null default ''
) strict;

create table saved_searches (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "words" text not null default '',
  "filters" text not null default '',
  "order" text not null default ''
) strict;

create table content_gaps (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "times" integer not null default 1,
  "on" text,
  "done" integer not null default 0
) strict;

create table playlists (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "note" text not null default ''
) strict;

create table playlist_items (
  id integer primary key autoincrement,
  position integer not null default 0,
  "playlist" integer references playlists(id) on delete cascade,
  "asset" integer references assets(id) on delete cascade
) strict;

create table mended_files (
  id integer primary key autoincrement,
  position integer not null default 0,
  "path" text not null default '',
  "before" text not null default '',
  "after" text not null default ''
) strict;

create table expertise (
  id integer primary key autoincrement,
  position integer not null default 0,
  "person" integer references people(id),
  "topic" integer references list_entries(id) on delete cascade,
  "depth" text not null,
  "ground" text not null,
  "confirmed" text,
  "note" text not null default ''
) strict;

create table expert_terms (
  id integer primary key autoincrement,
  position integer not null default 0,
  "person" integer references people(id),
  "standing" text not null,
  "gets" text not null default '',
  "hours" real,
  "until" text,
  "deputy" integer references people(id),
  "next_contact" text,
  "next_step" text not null default ''
) strict;

create table contacts (
  id integer primary key autoincrement,
  position integer not null default 0,
  "gave" text not null default '',
  "asked" text not null default '',
  "person" integer references people(id),
  "on" text,
  "hours" real,
  "note" text not null default ''
) strict;

create index asset_kinds_position on asset_kinds (position);
create index watched_folders_position on watched_folders (position);
create index assets_position on assets (position);
create index asset_copies_position on asset_copies (position);
create index reviews_position on reviews (position);
create index usage_sources_position on usage_sources (position);
create index uses_position on uses (position);
create index saved_searches_position on saved_searches (position);
create index content_gaps_position on content_gaps (position);
create index playlists_position on playlists (position);
create index playlist_items_position on playlist_items (position);
create index mended_files_position on mended_files (position);
create index expertise_position on expertise (position);
create index expert_terms_position on expert_terms (position);
create index contacts_position on contacts (position);

create index assets_place on assets (folder, location);
create index assets_sort on assets (sort);
create index assets_status on assets (status);
create index assets_added on assets (added);
create index assets_owner on assets (owner) where owner is not null;
create index assets_reviewer on assets (reviewer) where reviewer is not null;
create index assets_seller on assets (seller) where seller is not null;
create index assets_replaced_by on assets (replaced_by) where replaced_by is not null;
create index assets_unreviewed on assets (added, reviewed) where reviewed is null;
create index assets_expires on assets (expires) where expires is not null;
create index assets_consent on assets (consent_until) where consent_until is not null;
create index asset_copies_asset on asset_copies (asset);
create index asset_copies_place on asset_copies (folder, location);
create index reviews_asset on reviews (asset);
create index uses_asset on uses (asset, "on", "count");
create index uses_source on uses (source);
create index uses_day on uses ("on", asset, "count");
create index playlist_items_playlist on playlist_items (playlist);
create index playlist_items_asset on playlist_items (asset);
create index expertise_person on expertise (person);
create index expertise_topic on expertise (topic);
create index expert_terms_person on expert_terms (person);
create index expert_terms_next on expert_terms (next_contact) where next_contact is not null;
create index contacts_person on contacts (person, "on");

-- Somebody who left no longer owns or reviews anything.
alter table people add column "left_on" text;

-- Up to which day it was looked at what had expired; no row before the first look.
create table expiry_looks (
  id integer primary key check (id = 1),
  until text not null
) strict;

-- What was seen of a file when it was last looked at. `folder` is 0 for a path that lies in no watched folder;
-- `identity` is how the file system knows the file (device:inode); `modified` counts nanoseconds.
create table files (
  id integer primary key,
  folder integer not null default 0,
  path text not null,
  size integer not null default 0,
  modified integer not null default 0,
  identity text not null default '',
  digest text not null default '',
  state text not null default 'there',
  since text,
  unique (folder, path)
) strict;

create index files_digest on files (digest) where digest <> '';
create index files_identity on files (identity) where identity <> '';
create index files_state on files (state) where state <> 'there';

-- What stood in it: of the content with this digest.
create table file_texts (
  file integer primary key references files(id) on delete cascade,
  digest text not null default '',
  title text not null default '',
  text text not null default '',
  note text not null default '',
  "values" text not null default '{}',
  on_day text
) strict;

-- `asset` and `path` are where it leads, or did before something moved; `page` is where its file lay then; `mend` is
-- what it must say to lead there again.
create table found_links (
  file integer not null references files(id) on delete cascade,
  number integer not null,
  target text not null,
  words text not null default '',
  state text not null,
  asset integer,
  path text not null default '',
  page text not null default '',
  mend text,
  primary key (file, number)
) strict, without rowid;

create index found_links_asset on found_links (asset) where asset is not null;
create index found_links_state on found_links (state, file);
create index found_links_mend on found_links (file) where mend is not null;

-- Files that are being given other bytes, from before the first is touched until the step is stored: what they held,
-- and what they are to hold, by digest. What is still here when the file is opened goes back to what it was.
create table exchanged_files (
  path text primary key,
  before text not null,
  after text not null
) strict;

-- What lists of assets are ordered, filtered and counted by; follows every step.
create table asset_register (
  asset integer primary key,
  sought text not null,
  due text
) strict;

create index asset_register_sought on asset_register (sought, asset);
create index asset_register_due on asset_register (due, asset);

-- The values (ids of list_entries) that an asset's facets hold.
create table asset_values (
  value integer not null,
  asset integer not null,
  primary key (value, asset)
) strict, without rowid;

create index asset_values_asset on asset_values (asset, value);

create virtual table asset_index using fts5 (
  title, summary, tags, people, notes, text, stems, tokenize = 'unicode61 remove_diacritics 0'
);

-- Rows of a thousand bytes, as those of assets are, each took a page of their own where there was no rowid.
create table history_changes_by_row (
  step integer not null references history_steps(id) on delete cascade,
  number integer not null,
  kind text not null,
  row integer not null,
  operation text not null,
  data text not null,
  primary key (step, number)
) strict;

insert into history_changes_by_row select step, number, kind, row, operation, data from history_changes;

drop table history_changes;

alter table history_changes_by_row rename to history_changes;
