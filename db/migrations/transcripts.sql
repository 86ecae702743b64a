-- What a transcript says beyond the length of notes.

create table transcript_parts (
  id integer primary key autoincrement,
  position integer not null default 0,
  "title" text not null default '',
  "interview" integer references interviews(id) on delete cascade,
  "attachment" integer references attachments(id) on delete set null,
  "text" text not null default ''
) strict;

create index transcript_parts_position on transcript_parts (position);
create index transcript_parts_interview on transcript_parts (interview);
create index transcript_parts_attachment on transcript_parts (attachment);
